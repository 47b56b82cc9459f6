"""A contact centre with articles that can be edited: their files' texts, an editor, labelled questions."""

from dataclasses import dataclass, field, replace

from assistant.adapters.memory.knowledge import ToldSearch, ToldWorkshop
from assistant.bootstrap import build_in_memory
from assistant.bootstrap.parts import known_in
from assistant.domain.article_draft import ArticleDraft
from assistant.domain.knowledge import Article, ArticleId, Candidate, FactId, digest_of
from assistant.domain.labelled import LabelledQuestion, QuestionKind
from assistant.domain.revision import Place
from assistant.domain.staffing import Role, StaffMember
from assistant.ingest.article_file import draft_of
from assistant.ingest.reader import TextReader
from assistant.settings import Settings
from tests.centre import Centre, member, open_centre

WASTE_ID = ArticleId("avfall_atervinning.sophamtning")
FEE_ID = ArticleId("avfall_atervinning.sopavgift")
SWEDISH, IN_ENGLISH, IN_ARABIC = (Place(WASTE_ID, lang) for lang in ("sv", "en", "ar"))
TITLE = "Vilken dag hämtas mina sopor?"
ANSWER = (
    "Du ser din hämtdag hos Tekniska verken. De flesta får hämtning varannan vecka.\n\n"
    "## Kontakt\nRing Kontakt Linköping, [013-20 60 00](tel:+4613206000)."
)
ENGLISH_ANSWER = (
    "You see your collection day at Tekniska verken. Most people get it every other week.\n\n"
    "## Contact\nPhone Kontakt Linköping, [013-20 60 00](tel:+4613206000)."
)
VARIANTS = """- när kommer sopbilen
- sophämtning
- soptunnan är inte tömd
- nar hamtas soporna
- det luktar från tunnan, när kommer de
- hämtdag avfall
"""
FEE_VARIANTS = """- vad kostar soptunnan
- sopavgift
- pris på sophämtning
- vad tar ni betalt for soporna
- räkningen för soporna
- avgift avfall
"""
WASTE_TEXT = f"""---
id: {WASTE_ID}
title: {TITLE}
area: avfall_atervinning
covers:
- avfall_atervinning.sophamtning
variants:
{VARIANTS}keywords: sophämtning hämtdag
next:
  cost: {FEE_ID}
source:
  title: Tekniska verken – Hämtdagar
  url: https://www.tekniskaverken.se
  seen: lagrad sida, omkring 2021
owner: Kontakt Linköping
reviewed_on: 2026-11-20
review_due_on: 2027-02-20
volatile: true
---
{ANSWER}
"""
FEE_TEXT = (
    WASTE_TEXT.replace(f"id: {WASTE_ID}", f"id: {FEE_ID}")
    .replace(TITLE, "Vad kostar sophämtningen?")
    .replace(VARIANTS, FEE_VARIANTS)
    .replace("- avfall_atervinning.sophamtning", "- avfall_atervinning.avgift")
    .replace(f"next:\n  cost: {FEE_ID}\n", f"related:\n- {WASTE_ID}\n")
    .replace("owner: Kontakt Linköping", "owner: Tekniska verken")
    .replace("2027-02-20", "2026-12-10")
    .replace("reviewed_on: 2026-11-20", "reviewed_on: 2026-11-01")
)
ENGLISH_TEXT = f"""---
id: {WASTE_ID}
lang: en
title: What day is my rubbish collected?
variants:
- when does the bin lorry come
- bin day
- my bin has not been emptied
follows:
  reviewed_on: 2026-11-20
  digest: "{digest_of(TITLE, ANSWER)}"
made_by: machine
---
{ENGLISH_ANSWER}
"""
WASTE_QUESTION, BIN_QUESTION = "När kommer sopbilen?", "When does the bin lorry come?"


@dataclass
class EditedCentre(Centre):
    """The centre with its editor, Elsa."""

    elsa: StaffMember = field(default_factory=lambda: member("elsa", Role.EDITOR))

    async def publishes(self, draft: ArticleDraft, note: str = "rättat") -> None:
        """The editor publishes a text over the one that holds, with today's Swedish before the eyes."""
        opened = await self.assistant.edit_knowledge.open(draft.place)
        draft = replace(draft, follows=opened.follows_original)
        await self.assistant.edit_knowledge.publish(draft, opened.follows, self.elsa, note)

    async def article(self, article: ArticleId = WASTE_ID) -> Article:
        """The article that citizens get now."""
        return (await self.assistant.knowledge.now()).shelf.article(article)


def waste_draft(**changes: object) -> ArticleDraft:
    """The article on rubbish as an editor would have it after some changes."""
    return replace(draft_of(SWEDISH, WASTE_TEXT), **changes)  # type: ignore[arg-type]


def labelled(number: int, text: str, kind: QuestionKind, *covers: str) -> LabelledQuestion:
    facts = frozenset(FactId(fact) for fact in covers)
    return LabelledQuestion(f"c{number}", (text,), "sv", kind, facts, "everyday", "w")


async def open_edited_centre() -> EditedCentre:
    """On a Monday morning, with two articles built from files."""
    plain = await open_centre()
    reader = TextReader(known_in(Settings().knowledge_base), plain.clock)
    texts = {WASTE_ID: {"sv": WASTE_TEXT, "en": ENGLISH_TEXT}, FEE_ID: {"sv": FEE_TEXT}}
    articles = [found for key, text in texts.items() if (found := reader.read(key, text).article) is not None]
    candidates = (Candidate(WASTE_ID, 0.97, articles[0].covers),)
    search = ToldSearch({WASTE_QUESTION: candidates, BIN_QUESTION: candidates})
    asked = [
        labelled(1, WASTE_QUESTION, QuestionKind.ANSWERABLE, "avfall_atervinning.sophamtning"),
        labelled(2, "Vem vann matchen?", QuestionKind.OUT_OF_SCOPE),
    ]
    settings = Settings().model_copy(update={"answer_threshold": 0.6})
    workshop = ToldWorkshop(search, articles, texts, asked)
    assistant = build_in_memory(settings, workshop, plain.clock, plain.engine, plain.outage)
    centre = EditedCentre(
        assistant, plain.engine, search, plain.clock, plain.outage, plain.anna, plain.bjorn, plain.sofia
    )
    for one in (centre.anna, centre.bjorn, centre.sofia, centre.elsa):
        await assistant.staff.add(one)
    return centre
