"""The list an editor works from: every article with what is the matter with it, narrowed down by filters."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.catalogue import Catalogue
from assistant.domain.errors import NotFoundError
from assistant.domain.knowledge import ORIGINAL, TRANSLATED_INTO, Article, ArticleId, Maker
from assistant.domain.period import local_day
from assistant.domain.revision import Place, Revision, RevisionKind
from assistant.ports import Clock
from assistant.services.autonomy import Autonomy
from assistant.services.knowledge_in_use import KnowledgeInUse

SOON = timedelta(days=30)
LATER = timedelta(days=90)


class Due(StrEnum):
    """When an article's next review is."""

    OVERDUE = "overdue"
    MONTH = "month"
    QUARTER = "quarter"


class TextState(StrEnum):
    """What an article is in one language."""

    THERE = "there"
    UNCHECKED = "unchecked"
    """Made by a machine; no speaker has read it."""
    STALE = "stale"
    MISSING = "missing"


class EditState(StrEnum):
    """What editors have done with an article in the console."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


_STATES = {
    RevisionKind.DRAFT: EditState.DRAFT,
    RevisionKind.PUBLISHED: EditState.PUBLISHED,
    RevisionKind.WITHDRAWN: EditState.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """One article of the list. `article` is None when it is withdrawn, or there is only a draft of it.

    `texts` and `states` are by language; a language without a state has never been touched here.
    """

    id: ArticleId
    title: str
    area: str
    article: Article | None
    level: AutonomyLevel | None
    due_in: timedelta | None
    texts: Mapping[str, TextState]
    states: Mapping[str, frozenset[EditState]]

    @property
    def due(self) -> Due | None:
        """When the review is due, if it is within a quarter."""
        if self.due_in is None or self.due_in > LATER:
            return None
        if self.due_in < timedelta(0):
            return Due.OVERDUE
        return Due.MONTH if self.due_in <= SOON else Due.QUARTER


@dataclass(frozen=True, slots=True)
class ShelfFilter:
    """What the editor wants to see; empty fields let everything through.

    `text` state and `lang` go together: articles whose text in `lang` (in any language, where it is empty) is so.
    """

    words: str = ""
    area: str = ""
    owner: str = ""
    due: Due | None = None
    lang: str = ""
    text: TextState | None = None
    level: AutonomyLevel | None = None
    state: EditState | None = None

    def lets(self, row: ShelfRow) -> bool:
        """Whether the row is wanted."""
        article = row.article
        return (
            (not self.area or row.area == self.area)
            and (not self.owner or (article is not None and article.citation.owner == self.owner))
            and (self.level is None or row.level is self.level)
            and self._lets_state(row)
            and self._lets_due(row)
            and self._lets_text(row)
            and all(word in _findable(row) for word in self.words.casefold().split())
        )

    def _lets_state(self, row: ShelfRow) -> bool:
        of_langs = [row.states.get(self.lang, frozenset())] if self.lang else row.states.values()
        return self.state is None or any(self.state in states for states in of_langs)

    def _lets_due(self, row: ShelfRow) -> bool:
        match self.due:
            case None:
                return True
            case Due.OVERDUE:
                return row.due is Due.OVERDUE
            case Due.MONTH:
                return row.due in {Due.OVERDUE, Due.MONTH}
            case Due.QUARTER:  # pragma: no branch - the last of all
                return row.due is not None

    def _lets_text(self, row: ShelfRow) -> bool:
        langs = [self.lang] if self.lang else list(TRANSLATED_INTO)
        if self.text is not None:
            return any(row.texts.get(lang) is self.text for lang in langs)
        return not self.lang or row.texts.get(self.lang) is not TextState.MISSING


def _findable(row: ShelfRow) -> str:
    article = row.article
    more = [article.answer, article.keywords, *article.variants, *article.covers] if article else []
    for text in article.translations.values() if article else ():
        more += [text.title, text.answer, *text.variants]
    return "\n".join([row.id, row.title, *more]).casefold()


@dataclass(frozen=True, slots=True)
class KnowledgeShelf:
    """Lists articles for those who read and edit them."""

    in_use: KnowledgeInUse
    catalogue: Catalogue
    autonomy: Autonomy
    clock: Clock

    async def rows(self) -> tuple[ShelfRow, ...]:
        """All articles in use, those withdrawn, and those there is only a draft of, by area as catalogued and title.

        Raises:
            UnavailableError: the record is away.
        """
        shelf = (await self.in_use.now()).shelf
        async with self.in_use.records.reading() as unit:
            drafts, in_force = await unit.revisions.drafts(), await unit.revisions.in_force()
            articles = {article.id: article for article in shelf.articles()}
            states = _states(drafts, in_force)
            # Those withdrawn are few; without a file their titles are nowhere else.
            gone = [one for key in states if key not in articles for one in await unit.revisions.of_article(key)]
        written = [one for one in (*drafts, *gone) if one.text]
        level = await self.autonomy.now()
        rows = [self._row(key, articles.get(key), states, written, level) for key in sorted({*articles, *states})]
        order = {str(area): number for number, area in enumerate(self.catalogue.areas)}
        return tuple(sorted(rows, key=lambda row: (order.get(row.area, len(order)), row.title.casefold())))

    async def row(self, article: ArticleId) -> ShelfRow:
        """One article; also one that is no more, as long as anything was done to it here.

        Raises:
            NotFoundError: there never was one of that id.
        """
        for row in await self.rows():
            if row.id == article:
                return row
        async with self.in_use.records.reading() as unit:
            history = await unit.revisions.of_article(article)
        if not history:
            raise NotFoundError(f"no article {article}")
        texts = [one for one in history if one.text][:1]
        return self._row(article, None, {}, texts, await self.autonomy.now())

    def _row(
        self,
        key: ArticleId,
        article: Article | None,
        states: Mapping[ArticleId, Mapping[str, frozenset[EditState]]],
        texts: Sequence[Revision],
        level: Callable[[Article], AutonomyLevel],
    ) -> ShelfRow:
        today = local_day(self.clock.now())
        return ShelfRow(
            id=key,
            title=article.title if article else self._title_elsewhere(key, texts),
            area=key.partition(".")[0],
            article=article,
            level=level(article) if article else None,
            due_in=article.review_due_on - today if article else None,
            texts=text_states(article) if article else {},
            states=states.get(key, {}),
        )

    def _title_elsewhere(self, key: ArticleId, texts: Sequence[Revision]) -> str:
        """The title of an article not in use: of the text given, else of the file it was built from, else its id."""
        place = Place(key, ORIGINAL)
        written = next((one.text for one in texts if one.place == place), "")
        text = written or self.in_use.workshop.texts().get(key, {}).get(ORIGINAL, "")
        return self.in_use.reader.draft_of(place, text).title or key


def text_states(article: Article) -> Mapping[str, TextState]:
    """What the article is in each language it may be translated into."""
    return {lang: _text_state(article, lang) for lang in TRANSLATED_INTO}


def _text_state(article: Article, lang: str) -> TextState:
    if lang not in article.translations:
        return TextState.MISSING
    if article.is_stale(lang):
        return TextState.STALE
    return TextState.UNCHECKED if article.translations[lang].made_by is Maker.MACHINE else TextState.THERE


def _states(
    drafts: Sequence[Revision], in_force: Sequence[Revision]
) -> Mapping[ArticleId, Mapping[str, frozenset[EditState]]]:
    found: dict[ArticleId, dict[str, frozenset[EditState]]] = {}
    for revision in (*drafts, *in_force):
        if revision.kind in _STATES:
            of_one = found.setdefault(revision.place.article, {})
            lang = revision.place.lang
            of_one[lang] = of_one.get(lang, frozenset()) | {_STATES[revision.kind]}
    return found
