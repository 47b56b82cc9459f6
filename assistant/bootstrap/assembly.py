"""The services over whatever parts they are given."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from assistant.bootstrap.parts import Parts, gate_for
from assistant.domain.catalogue import Catalogue
from assistant.domain.knowledge import Fact, FactId
from assistant.ports import Clock, EventStream
from assistant.services.answer import AnswerQuestion
from assistant.services.audit_trail import AuditTrail
from assistant.services.autonomy import Autonomy
from assistant.services.bring_home import BringHome
from assistant.services.case_links import CaseKeys
from assistant.services.cases import Cases
from assistant.services.chat_hours import ChatHours
from assistant.services.conclude import Conclude
from assistant.services.converse import Converse
from assistant.services.desk import Desk
from assistant.services.edit_knowledge import EditKnowledge
from assistant.services.evidence import Evidence
from assistant.services.follow import Follow
from assistant.services.hand_off import HandOffs
from assistant.services.health import Health
from assistant.services.knowledge_in_use import KnowledgeInUse
from assistant.services.knowledge_shelf import KnowledgeShelf
from assistant.services.labelled_reviews import LabelledReviews
from assistant.services.read_together import ReadTogether
from assistant.services.register_contacts import RegisterContacts
from assistant.services.report import Report
from assistant.services.review import ReviewAnswers
from assistant.services.review_queue import ReviewQueue
from assistant.services.staff import Passwords, StaffDesk
from assistant.services.sweep import Sweep
from assistant.services.take_turn import TakeTurn
from assistant.services.try_knowledge import TryKnowledge
from assistant.services.watch_answers import WatchAnswers
from assistant.settings import Settings
from assistant.wording.catalogue import Wording


# No repr: it would spell out every article, and asyncio asks for one of each task's result at each change of signals.
@dataclass(frozen=True, slots=True, repr=False)
class Assistant:
    """The contact centre's services, ready for use. Close it when done."""

    settings: Settings
    wording: Wording
    clock: Clock
    take_turn: TakeTurn
    converse: Converse
    follow: Follow
    hand_offs: HandOffs
    desk: Desk
    staff: StaffDesk
    report: Report
    register_contacts: RegisterContacts
    sweep: Sweep
    health: Health
    stream: EventStream
    passwords: Passwords
    knowledge: KnowledgeInUse
    knowledge_shelf: KnowledgeShelf
    edit_knowledge: EditKnowledge
    bring_home: BringHome
    try_knowledge: TryKnowledge
    catalogue: Catalogue
    facts: Mapping[FactId, Fact]
    chat_hours: ChatHours
    cases: Cases
    autonomy: Autonomy
    evidence: Evidence
    review_queue: ReviewQueue
    review_answers: ReviewAnswers
    labelled_reviews: LabelledReviews
    audit_trail: AuditTrail
    _closers: tuple[Callable[[], Awaitable[None]], ...] = field(default=(), repr=False)

    async def aclose(self) -> None:
        """All connections are closed."""
        for close in self._closers:
            await close()


def assemble(settings: Settings, parts: Parts, closers: tuple[Callable[[], Awaitable[None]], ...] = ()) -> Assistant:
    """The services over the parts given."""
    lease = timedelta(seconds=settings.lease_seconds)
    in_use = KnowledgeInUse(parts.records, parts.workshop, parts.reader)
    gate = gate_for(settings)
    autonomy = Autonomy(parts.records, parts.stream, parts.catalogue, parts.clock)
    answers = AnswerQuestion(in_use, autonomy, gate)
    evidence = Evidence(parts.records, autonomy, parts.catalogue, parts.clock, parts.wording, settings.answer_precision)
    edit, home = EditKnowledge(in_use, parts.clock), BringHome(in_use, parts.clock)
    chat_hours = ChatHours(parts.catalogue, parts.clock, settings.always_open)
    cases = Cases(parts.records, parts.clock, chat_hours, parts.wording, CaseKeys(parts.case_secret))
    hand_offs = HandOffs(
        parts.records, parts.queue, parts.claims, parts.stream, parts.engine, parts.clock, parts.wording, lease
    )
    take_turn = TakeTurn(
        parts.records,
        parts.locks,
        parts.stream,
        Conclude(parts.detector, parts.engine, answers, chat_hours, parts.wording),
        hand_offs,
        parts.clock,
        parts.languages,
        ReadTogether(parts.records, parts.stream, timedelta(seconds=settings.pause_seconds)),
        settings.utterances_a_minute,
        cases,
    )
    converse = Converse(
        parts.records,
        parts.stream,
        parts.citizens,
        hand_offs,
        parts.clock,
        parts.wording,
        timedelta(seconds=settings.abandon_after_seconds),
    )
    return Assistant(
        settings=settings,
        wording=parts.wording,
        clock=parts.clock,
        take_turn=take_turn,
        converse=converse,
        follow=Follow(parts.records, parts.stream, parts.queue, parts.agents, parts.clock, chat_hours),
        hand_offs=hand_offs,
        desk=Desk(parts.records, in_use, parts.clock),
        staff=_staff(settings, parts, hand_offs),
        report=Report(parts.records, parts.clock),
        register_contacts=RegisterContacts(parts.records, parts.clock),
        sweep=_sweep(settings, parts, take_turn, converse, home, _watch(settings, parts, evidence)),
        health=Health(parts.records, parts.agents, parts.engine, parts.workshop),
        stream=parts.stream,
        passwords=parts.passwords,
        knowledge=in_use,
        knowledge_shelf=KnowledgeShelf(in_use, parts.catalogue, autonomy, parts.clock),
        edit_knowledge=edit,
        bring_home=home,
        try_knowledge=TryKnowledge(in_use, edit, gate),
        catalogue=parts.catalogue,
        facts=parts.facts,
        chat_hours=chat_hours,
        cases=cases,
        autonomy=autonomy,
        evidence=evidence,
        review_queue=ReviewQueue(parts.records, in_use, parts.clock),
        review_answers=ReviewAnswers(parts.records, in_use, evidence, parts.clock),
        labelled_reviews=LabelledReviews(parts.records, in_use),
        audit_trail=AuditTrail(parts.records),
        _closers=closers,
    )


def _staff(settings: Settings, parts: Parts, hand_offs: HandOffs) -> StaffDesk:
    return StaffDesk(
        parts.records,
        parts.passwords,
        parts.agents,
        parts.claims,
        parts.stream,
        parts.clock,
        hand_offs,
        lease=hand_offs.lease,
        presence=timedelta(seconds=settings.presence_seconds),
        demo=settings.demo,
    )


def _watch(settings: Settings, parts: Parts, evidence: Evidence) -> WatchAnswers:
    return WatchAnswers(parts.records, evidence, parts.clock, settings.reviews_a_week, settings.reviewed_twice)


def _sweep(
    settings: Settings,
    parts: Parts,
    take_turn: TakeTurn,
    converse: Converse,
    home: BringHome,
    answers: WatchAnswers,
) -> Sweep:
    return Sweep(
        parts.records,
        parts.queue,
        parts.claims,
        parts.agents,
        parts.citizens,
        take_turn,
        converse.hand_offs,
        converse,
        home,
        answers,
        parts.clock,
        lease=timedelta(seconds=settings.lease_seconds),
        abandon_after=timedelta(seconds=settings.abandon_after_seconds),
        idle_close=timedelta(minutes=settings.idle_close_minutes),
    )
