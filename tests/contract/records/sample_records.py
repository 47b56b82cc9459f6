"""What the tests put into the record, and the unrelated rows they put beside it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from assistant.domain.case import Case, CaseEvent, CaseEventId, CaseId, CaseKind, CaseStatus, Doer
from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.conversation import (
    SWEDISH,
    Conversation,
    ConversationId,
    Holder,
    NewUtterance,
    Speaker,
    UtteranceId,
)
from assistant.domain.handoff import GENERAL, AgentId, Disposition, Handoff, HandoffId, HandoffReason
from assistant.domain.knowledge import ArticleId, Citation, Maker
from assistant.domain.revision import Place, Revision, RevisionKind
from assistant.domain.staffing import Role, StaffMember, StaffVisit, Status, StatusChange
from assistant.domain.survey import Survey
from assistant.domain.turn import TurnOutcome, TurnRecord
from assistant.ports.interval import Interval
from assistant.ports.records import Records, Unit

NOON = datetime(2026, 3, 2, 12, 0, 0, 123456, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
AROUND_NOON = Interval(NOON - 60 * MINUTE, NOON + 60 * MINUTE)
ANNA = AgentId("anna")
BO = AgentId("bo")
MINE = ConversationId("mine")

_LAST_YEAR = NOON - timedelta(days=365)
_NOISY = ConversationId("noise")
_NOISY_AGENT = AgentId("noise")


def conversation(name: str = MINE, opened_at: datetime = NOON, holder: Holder = Holder.ASSISTANT) -> Conversation:
    return Conversation(ConversationId(name), f"digest of {name}", SWEDISH, holder, opened_at)


def citizen_says(name: str, text: str = "Hej!") -> NewUtterance:
    return NewUtterance(UtteranceId(name), Speaker.CITIZEN, text, SWEDISH)


def assistant_answers(name: str) -> NewUtterance:
    where = ("Avgift för förskola", "https://example.org/avgift", "Utbildningskontoret", date(2026, 1, 15))
    cited = Citation(*where, may_have_changed=True, translated_by=Maker.MACHINE)
    return NewUtterance(
        UtteranceId(name),
        Speaker.ASSISTANT,
        "Så här räknas avgiften ut … 🙂",
        SWEDISH,
        speaker_name="Kontakt",
        article=ArticleId("forskola.avgift"),
        citations=(cited, replace(cited, title="Maxtaxa")),
        quick_replies=("Ja", "Nej, jag vill prata med någon"),
    )


def handoff(name: str, of: str = MINE, requested_at: datetime = NOON, priority: int = 0) -> Handoff:
    return Handoff(
        HandoffId(name), ConversationId(of), GENERAL, HandoffReason.CITIZEN_ASKED, requested_at, priority=priority
    )


def claimed(waiting: Handoff, by: AgentId = ANNA, after: timedelta = MINUTE) -> Handoff:
    return replace(waiting, claimed_by=by, claimed_at=waiting.requested_at + after)


def ended(held: Handoff, after: timedelta = 10 * MINUTE) -> Handoff:
    return replace(held, ended_at=held.requested_at + after)


def wrapped_up(over: Handoff) -> Handoff:
    return replace(over, wrapped_up_at=over.requested_at + timedelta(minutes=15), disposition=Disposition.RESOLVED)


def member(agent_id: AgentId = ANNA, sign_in_name: str | None = None) -> StaffMember:
    name = str(agent_id).capitalize()
    return StaffMember(agent_id, sign_in_name or f"{name}@Linköping", name, f"{name} Åberg", Role.AGENT, "hash")


def visit(key_digest: str, agent_id: AgentId = ANNA) -> StaffVisit:
    return StaffVisit(key_digest, agent_id, f"csrf of {key_digest}", NOON, NOON)


def case(name: str, of: str = MINE, seq: int = 1, opened_at: datetime = NOON) -> Case:
    return Case(
        id=CaseId(name),
        year=opened_at.year,
        kind=CaseKind.FAULT,
        details={"what": f"Lampan vid {name} är släckt", "where": "Ågatan 1"},
        conversation_id=ConversationId(of),
        seq=seq,
        lang=SWEDISH,
        key_digest=f"digest of {name}",
        opened_at=opened_at,
    )


async def open_conversations(records: Records, *names: str) -> None:
    async with records.unit() as unit:
        for name in names:
            await unit.conversations.open(conversation(name))


async def add_staff(records: Records, *agents: AgentId) -> None:
    async with records.unit() as unit:
        for agent in agents:
            await unit.staff.add(member(agent))


async def add_handoffs(records: Records, *handoffs: Handoff) -> None:
    async with records.unit() as unit:
        for one in handoffs:
            await unit.handoffs.add(one)


async def add_noise(records: Records) -> None:
    """A conversation of last year, all over: a query that forgets one of its conditions finds something of it."""
    async with records.unit() as unit:
        await _someone_else_talked(unit)
        await _someone_else_was_helped(unit)
        await unit.surveys.give(Survey(_NOISY, _LAST_YEAR, resolved=False, treatment=1, comment="noise"))
        await unit.contact_volumes.put([ContactVolume(_LAST_YEAR.date(), channel, 7) for channel in Channel])
        await _someone_else_edited(unit)
        await _someone_else_opened_a_case(unit)


async def _someone_else_opened_a_case(unit: Unit) -> None:
    noise = replace(case("noise", _NOISY, opened_at=_LAST_YEAR), due_at=_LAST_YEAR, details={"what": "noise"})
    recorded = await unit.cases.add(noise)
    note = CaseEvent(CaseEventId("noise"), recorded.id, 1, _LAST_YEAR, Doer.CITIZEN, note="noise")
    await unit.cases.record(note)
    closed = CaseEvent(CaseEventId("over"), recorded.id, 2, _LAST_YEAR, Doer.AGENT, _NOISY_AGENT, CaseStatus.CLOSED)
    await unit.cases.record(closed)


async def _someone_else_edited(unit: Unit) -> None:
    noise = Revision(Place(ArticleId("noise.noise"), "sv"), RevisionKind.PUBLISHED, "noise", _NOISY_AGENT, _LAST_YEAR)
    published = await unit.revisions.add(noise)
    await unit.revisions.add(replace(noise, kind=RevisionKind.DRAFT, follows=published.number))


async def _someone_else_talked(unit: Unit) -> None:
    await unit.conversations.open(conversation(_NOISY, opened_at=_LAST_YEAR))
    for name in ("1", "2", "3"):
        heard = await unit.conversations.say(_NOISY, citizen_says(name, "noise"), _LAST_YEAR)
        await unit.turns.open(_NOISY, heard.seq, _LAST_YEAR)
        await unit.turns.close(
            TurnRecord(_NOISY, heard.seq, _LAST_YEAR, closed_at=_LAST_YEAR, outcome=TurnOutcome.CLARIFYING)
        )
    await unit.conversations.move(_NOISY, Holder.NOBODY, _LAST_YEAR)


async def _someone_else_was_helped(unit: Unit) -> None:
    await unit.staff.add(member(_NOISY_AGENT))
    await unit.staff.begin_visit(visit("noise", _NOISY_AGENT))
    await unit.staff.change_status(StatusChange(_NOISY_AGENT, Status.BREAK, _LAST_YEAR))
    asked = handoff("noise", _NOISY, _LAST_YEAR, priority=99)
    held = claimed(asked, _NOISY_AGENT)
    for name, over in {
        "abandoned": replace(asked, abandoned_at=_LAST_YEAR),
        "returned": replace(held, returned_at=_LAST_YEAR),
        "awaits wrap-up": ended(held),
        "wrapped up": wrapped_up(ended(held)),
    }.items():
        await unit.handoffs.add(replace(over, id=HandoffId(f"noise {name}")))
