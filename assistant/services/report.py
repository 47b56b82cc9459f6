"""The five figures of the service, each against its target, with the conversations behind it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.contact import ContactVolume, chat_share, days_told
from assistant.domain.conversation import Conversation, ConversationId, Utterance
from assistant.domain.disputes import disputed_answers
from assistant.domain.handoff import Handoff
from assistant.domain.period import Period, PeriodName, before, current, local_day
from assistant.domain.resolution import Ending, resolution
from assistant.domain.satisfaction import CONTENT_FROM, satisfaction
from assistant.domain.service_level import abandonment, answered_within, counts_in_service_level, service_level
from assistant.domain.share import Share
from assistant.domain.survey import Survey
from assistant.domain.turn import TurnRecord
from assistant.ports import Clock, Records
from assistant.ports.interval import Interval


class FigureName(StrEnum):
    """What the municipality promised."""

    CHAT_SHARE = "chat_share"
    RESOLUTION = "resolution"
    SERVICE_LEVEL = "service_level"
    ABANDONMENT = "abandonment"
    SATISFACTION = "satisfaction"


@dataclass(frozen=True, slots=True)
class Target:
    """The promise: a share to reach, or to stay under. Resolution has none of its own: it is to rise."""

    share: float | None
    at_least: bool = True


TARGETS = {
    FigureName.CHAT_SHARE: Target(0.10),
    FigureName.RESOLUTION: Target(None),
    FigureName.SERVICE_LEVEL: Target(0.90),
    FigureName.ABANDONMENT: Target(0.05, at_least=False),
    FigureName.SATISFACTION: Target(0.85),
}
"""From the municipality's plan for Kontakt Linköping."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one period. `before` is that of the period before; `left_out` counts what could not be judged."""

    name: FigureName
    share: Share
    target: Target
    before: Share
    left_out: int

    @property
    def met(self) -> bool | None:
        """Whether the promise is kept; None where there is nothing to count, or nothing to compare with."""
        value = self.share.value
        aim = self.before.value if self.target.share is None else self.target.share
        if value is None or aim is None:
            return None
        return value >= aim if self.target.at_least else value < aim


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One conversation behind a figure. `counted`: it is in the whole; `good`: in the part (None: not counted)."""

    conversation: Conversation
    handoff: Handoff | None
    survey: Survey | None
    counted: bool
    good: bool | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One conversation as a supervisor reads it."""

    conversation: Conversation
    utterances: tuple[Utterance, ...]
    turns: tuple[TurnRecord, ...]
    handoff: Handoff | None
    survey: Survey | None

    @property
    def disputed(self) -> frozenset[int]:
        """The numbers of the assistant's utterances that the citizen says were wrong."""
        return disputed_answers(self.turns, self.utterances)


@dataclass(frozen=True, slots=True)
class _Material:
    """All that is recorded of one period."""

    conversations: Sequence[Conversation]
    handoffs: Sequence[Handoff]
    latest_handoff: dict[ConversationId, Handoff]
    surveys: dict[ConversationId, Survey]
    volumes: Sequence[ContactVolume]

    def ending(self, conversation: Conversation) -> Ending:
        survey, handoff = self.surveys.get(conversation.id), self.latest_handoff.get(conversation.id)
        # A person who never said a word has resolved nothing, whatever was chosen in wrap-up.
        spoke = handoff is not None and handoff.answered_at is not None
        disposition = handoff.disposition if handoff is not None and spoke else None
        return Ending(survey.resolved if survey else None, disposition)


@dataclass(frozen=True, slots=True)
class Report:
    """Reads the record and counts by the domain's definitions."""

    records: Records
    clock: Clock

    async def figures(self, name: PeriodName) -> tuple[Figure, ...]:
        """The five figures of the current period of that name."""
        now = self.clock.now()
        material = await self._material(current(name, now))
        earlier = await self._material(before(name, now))
        return tuple(
            Figure(
                figure,
                self._share(figure, material),
                TARGETS[figure],
                self._share(figure, earlier),
                self._left_out(figure, material),
            )
            for figure in FigureName
        )

    def _share(self, figure: FigureName, material: _Material) -> Share:
        match figure:
            case FigureName.CHAT_SHARE:
                chats = Counter(local_day(conversation.opened_at) for conversation in material.conversations)
                return chat_share(chats, material.volumes)
            case FigureName.RESOLUTION:
                return resolution(material.ending(c) for c in material.conversations)
            case FigureName.SERVICE_LEVEL:
                return service_level(material.handoffs, self.clock.now())
            case FigureName.ABANDONMENT:
                return abandonment(material.handoffs)
            case FigureName.SATISFACTION:  # pragma: no branch - the last of all
                return satisfaction(s.treatment for s in material.surveys.values() if s.treatment is not None)

    def _left_out(self, figure: FigureName, material: _Material) -> int:
        match figure:
            case FigureName.CHAT_SHARE:
                days = days_told(material.volumes)
                return sum(local_day(c.opened_at) not in days for c in material.conversations)
            case FigureName.SERVICE_LEVEL | FigureName.ABANDONMENT:
                return len(material.handoffs) - self._share(figure, material).whole
            case FigureName.RESOLUTION | FigureName.SATISFACTION:  # pragma: no branch - the last of all
                return len(material.conversations) - self._share(figure, material).whole

    async def behind(self, figure: FigureName, name: PeriodName) -> tuple[BehindRow, ...]:
        """The conversations behind a figure, those that count against it first, then the latest."""
        material = await self._material(current(name, self.clock.now()))
        if figure in {FigureName.SERVICE_LEVEL, FigureName.ABANDONMENT}:
            rows = await self._handoff_rows(figure, material)
        else:
            rows = [self._conversation_row(figure, material, c) for c in material.conversations]
        rows.sort(key=lambda row: row.conversation.opened_at, reverse=True)
        rows.sort(key=lambda row: (not row.counted, row.good is not False))
        return tuple(rows)

    async def _handoff_rows(self, figure: FigureName, material: _Material) -> list[BehindRow]:
        rows = []
        async with self.records.reading() as unit:
            for handoff in material.handoffs:
                conversation = await unit.conversations.get(handoff.conversation_id)
                counted, good = self._judged(figure, handoff)
                survey = material.surveys.get(conversation.id)
                rows.append(BehindRow(conversation, handoff, survey, counted, good if counted else None))
        return rows

    def _judged(self, figure: FigureName, handoff: Handoff) -> tuple[bool, bool]:
        if figure is FigureName.ABANDONMENT:
            return abandonment([handoff]).whole == 1, handoff.answered_at is not None
        return counts_in_service_level(handoff, self.clock.now()), answered_within(handoff)

    def _conversation_row(self, figure: FigureName, material: _Material, conversation: Conversation) -> BehindRow:
        survey, handoff = material.surveys.get(conversation.id), material.latest_handoff.get(conversation.id)
        if figure is FigureName.RESOLUTION:
            resolved = material.ending(conversation).resolved
            return BehindRow(conversation, handoff, survey, resolved is not None, resolved)
        if figure is FigureName.SATISFACTION:
            rating = survey.treatment if survey else None
            return BehindRow(
                conversation, handoff, survey, rating is not None, None if rating is None else rating >= CONTENT_FROM
            )
        counted = local_day(conversation.opened_at) in days_told(material.volumes)
        return BehindRow(conversation, handoff, survey, counted, True if counted else None)

    async def read(self, conversation_id: ConversationId) -> Reading:
        """One conversation with everything recorded of it.

        Raises:
            NotFoundError: there is none such.
        """
        async with self.records.reading() as unit:
            return Reading(
                await unit.conversations.get(conversation_id),
                tuple(await unit.conversations.utterances(conversation_id)),
                tuple(await unit.turns.of(conversation_id)),
                await unit.handoffs.latest(conversation_id),
                await unit.surveys.of(conversation_id),
            )

    async def outcomes(self, name: PeriodName) -> dict[str, int]:
        """How many turns of the current period ended in each outcome."""
        period = current(name, self.clock.now())
        async with self.records.reading() as unit:
            return dict(await unit.turns.outcomes(Interval(period.start, period.end)))

    async def _material(self, period: Period) -> _Material:
        interval = Interval(period.start, period.end)
        async with self.records.reading() as unit:
            of_conversations = await unit.handoffs.of_conversations_opened(interval)
            surveys = await unit.surveys.of_conversations_opened(interval)
            return _Material(
                await unit.conversations.opened(interval),
                await unit.handoffs.requested(interval),
                {handoff.conversation_id: handoff for handoff in of_conversations},
                {survey.conversation_id: survey for survey in surveys},
                await unit.contact_volumes.between(period.first, period.last),
            )
