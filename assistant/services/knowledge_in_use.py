"""What answers citizens now: the index as built, with what editors have published since, in every process alike."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.domain.errors import UnavailableError
from assistant.domain.knowledge import ORIGINAL, Article, ArticleId
from assistant.domain.revision import Revision, RevisionKind
from assistant.ports import ArticleReader, Knowledge, KnowledgeWorkshop, Records

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Held:
    """The knowledge of an edition; the turnstile lets one at a time make the next."""

    edition: int = 0
    knowledge: Knowledge | None = None
    turnstile: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True, slots=True)
class KnowledgeInUse:
    """Asks the record before each use which edition holds: what is published is in use at once, everywhere."""

    records: Records
    workshop: KnowledgeWorkshop
    reader: ArticleReader
    _held: _Held = field(default_factory=_Held)

    async def now(self) -> Knowledge:
        """The knowledge of the edition that holds; the one held last when the record is away."""
        try:
            async with self.records.reading() as unit:
                edition = await unit.revisions.edition()
            if edition != self._held.edition:
                async with self._held.turnstile:
                    if edition > self._held.edition:
                        await self._renew()
        except UnavailableError as error:
            log.warning("edition %d of the knowledge holds on: %s", self._held.edition, error)
        return self._last()

    def _last(self) -> Knowledge:
        if self._held.knowledge is None:
            self._held.knowledge = self.workshop.built()
        return self._held.knowledge

    async def _renew(self) -> None:
        async with self.records.reading() as unit:
            # In this order: what is published between the two is in force early, and a next edition all the same.
            edition, revisions = await unit.revisions.edition(), await unit.revisions.in_force()
        self._held.knowledge = await asyncio.to_thread(self._made, edition, revisions)
        self._held.edition = edition

    def _made(self, edition: int, revisions: Sequence[Revision]) -> Knowledge:
        articles, withdrawn = self.changes(texts_in_force(self.workshop.texts(), revisions))
        log.info("edition %d of the knowledge: %d articles new, %d withdrawn", edition, len(articles), len(withdrawn))
        return self.workshop.revised(articles, withdrawn, str(edition))

    def changes(self, texts: Mapping[ArticleId, Mapping[str, str]]) -> tuple[tuple[Article, ...], frozenset[ArticleId]]:
        """Of articles with these texts: those to put in place, and those that are no more.

        A text that today's rules forbid is left out with a line in the log: what was built holds on for it.
        """
        articles = []
        for article_id, of_one in texts.items():
            read = self.reader.read(article_id, of_one) if ORIGINAL in of_one else None
            if read is not None and read.article is not None:
                articles.append(read.article)
            elif read is not None:
                log.warning("what was published of %s breaks today's rules; as built it holds on", article_id)
        return tuple(articles), frozenset(key for key, of_one in texts.items() if ORIGINAL not in of_one)


def texts_in_force(
    built: Mapping[ArticleId, Mapping[str, str]], revisions: Sequence[Revision]
) -> Mapping[ArticleId, Mapping[str, str]]:
    """The texts, by article and language, of those articles that revisions in force touch."""
    texts: dict[ArticleId, dict[str, str]] = {}
    for revision in revisions:
        article, lang = revision.place.article, revision.place.lang
        of_one = texts.setdefault(article, dict(built.get(article, {})))
        if revision.kind is RevisionKind.PUBLISHED:
            of_one[lang] = revision.text
        elif revision.kind is RevisionKind.WITHDRAWN:
            of_one.pop(lang, None)
    return texts
