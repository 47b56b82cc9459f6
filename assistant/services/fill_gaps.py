"""What the knowledge base lacks: questions not answered, or wrongly, grouped; each becomes a draft or a new variant."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from assistant.domain.article_draft import blank_draft
from assistant.domain.catalogue import AreaId, Catalogue
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import NotFoundError, RefusedError
from assistant.domain.gap import Gap, GapMark, Missed, Settled, gaps_of
from assistant.domain.knowledge import ORIGINAL, ArticleId
from assistant.domain.period import local_day
from assistant.domain.revision import Place
from assistant.domain.staffing import StaffMember
from assistant.ports import Clock, Records
from assistant.ports.interval import Interval
from assistant.services.edit_knowledge import EditKnowledge

MOST_QUESTIONS = 1_000
"""Grouping compares every pair: so many are compared in well under a second, and nobody reads more."""
LONGEST_BACK = timedelta(days=365)
_NOW_TOO = timedelta(seconds=1)
"""An interval leaves out its end."""
LONGEST_TITLE = 90
"""What the article's rules allow (`ingest/articles.py`)."""

Named = tuple[ConversationId, int]
"""A question, by its conversation and number."""


@dataclass(frozen=True, slots=True)
class FillGaps:
    """Finds gaps, and begins with what fills them. Nothing that citizens get changes before an editor publishes it."""

    records: Records
    edit: EditKnowledge
    catalogue: Catalogue
    clock: Clock

    async def gaps(self, days: int) -> tuple[Gap, ...]:
        """Of the last `days`, those asked most often first.

        Raises:
            RefusedError: fewer than one day, or more than `LONGEST_BACK`.
            UnavailableError: record or index are away.
        """
        missed = await self._missed(days)
        groups = await asyncio.to_thread(self.edit.in_use.workshop.grouped, [one.text for one in missed])
        return gaps_of(missed, groups)

    async def begin_article(self, area: str, questions: Sequence[Named], by: StaffMember) -> Place:
        """A draft of a new article in `area`: the first question is its title, the others are ways of asking it.

        Raises:
            NotFoundError: there is no such area, or a question is not there.
            RefusedError: no question is named.
        """
        if AreaId(area) not in self.catalogue.areas:
            raise NotFoundError(f"no area {area}")
        texts = await self._texts(questions)
        place = await self.edit.free_place(area, texts[0])
        owner = self.catalogue.authorities[self.catalogue.areas[AreaId(area)].authority].name[ORIGINAL]
        blank = blank_draft(place, local_day(self.clock.now()), texts[0][:LONGEST_TITLE], owner)
        await self.edit.save(replace(blank, variants=tuple(texts[1:])), 0, by)
        await self._settle(questions, Settled.DRAFTED, by, place.article)
        return place

    async def add_variants(self, article: ArticleId, questions: Sequence[Named], by: StaffMember) -> Place:
        """A draft of the article with the questions as new ways of asking it.

        Raises:
            NotFoundError: there is nothing of the article, or a question is not there.
            RefusedError: no question is named.
            ConflictError: somebody else has done something to the text meanwhile.
        """
        texts = await self._texts(questions)
        place = Place(article, ORIGINAL)
        opened = await self.edit.open(place)
        if not opened.text:
            raise NotFoundError(f"there is nothing of {article} to edit")
        draft = self.edit.in_use.reader.draft_of(place, opened.text)
        variants = tuple(dict.fromkeys((*draft.variants, *texts)))
        await self.edit.save(replace(draft, variants=variants), opened.follows, by)
        await self._settle(questions, Settled.VARIANT, by, article)
        return place

    async def dismiss(self, questions: Sequence[Named], by: StaffMember) -> None:
        """The questions are none that the knowledge base should answer."""
        await self._settle(questions, Settled.DISMISSED, by, None)

    async def _missed(self, days: int) -> Sequence[Missed]:
        if not 1 <= days <= LONGEST_BACK.days:
            raise RefusedError(f"1 to {LONGEST_BACK.days} days")
        now = self.clock.now()
        async with self.records.reading() as unit:
            return await unit.gaps.missed(Interval(now - timedelta(days=days), now + _NOW_TOO), MOST_QUESTIONS)

    async def _texts(self, questions: Sequence[Named]) -> list[str]:
        if not questions:
            raise RefusedError("no question is named")
        async with self.records.reading() as unit:
            said = await unit.conversations.said_in(list(dict.fromkeys(each for each, _ in questions)))
        texts = {(each, one.seq): one.said.text for each, of_one in said.items() for one in of_one if one.by_citizen}
        missing = [named for named in questions if named not in texts]
        if missing:
            raise NotFoundError(f"no question {missing[0]}")
        return list(dict.fromkeys(" ".join(texts[named].split()) for named in questions))

    async def _settle(
        self, questions: Sequence[Named], settled: Settled, by: StaffMember, article: ArticleId | None
    ) -> None:
        now = self.clock.now()
        async with self.records.unit() as unit:
            for conversation_id, seq in questions:
                await unit.gaps.mark(GapMark(conversation_id, seq, settled, by.id, now, article))
