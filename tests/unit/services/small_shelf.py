"""A few articles for stories in which one answer is not enough."""

from dataclasses import replace
from datetime import date

from assistant.domain.conversation import ConversationId, NewUtterance
from assistant.domain.knowledge import Article, ArticleId, Candidate, Citation, FactId, Maker, Translation
from assistant.domain.turn import Directive, EngineReply, Understanding
from tests.centre import WASTE, Centre, knowing

PERMIT = replace(
    WASTE,
    id=ArticleId("bygga.bygglov"),
    area="bygga",
    title="Vad kostar ett bygglov?",
    answer="Avgiften beror på vad du bygger.\n\n## Gör så här\n\nSök lovet i vår e-tjänst.\n\n"
    "## Bra att veta\n\nHandläggningen tar högst tio veckor.",
    covers=(FactId("bygga.avgift"),),
    citation=Citation("Bygglov", "https://www.linkoping.se/bygglov", "Bygglovskontoret", date(2026, 11, 20)),
    digest="d",
    translations={
        "en": Translation(
            "en",
            "What does a permit cost?",
            "The fee depends on what you build.",
            (),
            "d",
            date(2026, 11, 20),
            Maker.PERSON,
        )
    },
)
"""With parts, and in English."""
BULKY = replace(
    WASTE,
    id=ArticleId("avfall.grovavfall"),
    title="Hur blir jag av med grovavfall?",
    covers=(FactId("avfall.grovavfall"),),
    digest="d",
    translations={
        "sv-simple": Translation(
            "sv-simple", "Stora saker", "Lämna stora saker här.", (), "d", date(2026, 11, 22), Maker.MACHINE
        )
    },
)
"""In easy Swedish, which no person has read."""
FEE = replace(
    WASTE, id=ArticleId("avfall.avgift"), title="Vad kostar sophämtningen?", covers=(FactId("avfall.avgift"),)
)
TWIN = replace(WASTE, id=ArticleId("avfall.hamtdag"), title="När kommer sopbilen?")
"""Says what `WASTE` says."""


def sure_of(article: Article) -> tuple[Candidate, ...]:
    """What a search finds that is sure."""
    return (Candidate(article.id, 0.97, article.covers),)


def shelve(centre: Centre, *articles: Article) -> None:
    """From now on the centre's knowledge is of these articles, `WASTE` among them."""
    take_turn = centre.assistant.take_turn
    knowledge = replace(take_turn.conclude.knowledge, in_use=knowing(centre, centre.search, WASTE, *articles))
    take_turn = replace(take_turn, conclude=replace(take_turn.conclude, knowledge=knowledge))
    centre.assistant = replace(centre.assistant, take_turn=take_turn)


def directs(centre: Centre, words: str, *directives: Directive, intent: str = "some_intent") -> None:
    """From now on the dialogue engine directs so upon these words."""
    reply = EngineReply(Understanding(intent, 0.9), directives)
    centre.engine.script = {**centre.engine.script, words: reply}


async def last_said(centre: Centre, conversation: ConversationId) -> NewUtterance:
    """What was said last."""
    return (await centre.heard(conversation))[-1].said
