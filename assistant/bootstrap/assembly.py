"""The services over whatever parts they are given."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from assistant.bootstrap.floor import offer_round_of, routing_of, staff_of
from assistant.bootstrap.over_time import (
    alerts_of,
    demand_of,
    figures_of,
    look_ahead_of,
    messages_of,
    sweep_over,
    warn_over,
)
from assistant.bootstrap.parts import Parts, gate_for
from assistant.domain.catalogue import Catalogue
from assistant.domain.knowledge import Fact, FactId
from assistant.ports import Clock, EventStream
from assistant.ports.printing import Printer
from assistant.services.alerts import Alerts
from assistant.services.answer import AnswerQuestion
from assistant.services.approvals import Approvals
from assistant.services.aside import ReadAside
from assistant.services.audit_trail import AuditTrail
from assistant.services.autonomy import Autonomy
from assistant.services.bring_home import BringHome
from assistant.services.call_backs import CallBacks
from assistant.services.call_instead import CallInstead
from assistant.services.canned_replies import CannedReplies
from assistant.services.case_links import CaseKeys
from assistant.services.cases import Cases
from assistant.services.chat_hours import ChatHours
from assistant.services.conclude import Conclude
from assistant.services.conclude_withheld import ConcludeWithheld
from assistant.services.conclusion import OwnWords
from assistant.services.converse import Converse
from assistant.services.correct_answer import CorrectAnswer
from assistant.services.demand import ReadDemand
from assistant.services.desk import Desk
from assistant.services.edit_knowledge import EditKnowledge
from assistant.services.evidence import Evidence
from assistant.services.figures import Figures
from assistant.services.fill_gaps import FillGaps
from assistant.services.follow import Follow
from assistant.services.hand_off import HandOffs
from assistant.services.health import Health
from assistant.services.hold_out import HoldOut
from assistant.services.import_contacts import ImportContacts
from assistant.services.judge_drafts import JudgeDrafts
from assistant.services.knowledge_in_use import KnowledgeInUse
from assistant.services.knowledge_shelf import KnowledgeShelf
from assistant.services.labelled_reviews import LabelledReviews
from assistant.services.look_ahead import LookAhead
from assistant.services.messages import Messages
from assistant.services.monitor import Monitor
from assistant.services.monthly_reports import MonthlyReports
from assistant.services.nobody_there import NobodyThere
from assistant.services.notes import Notes
from assistant.services.off_switch import OffSwitch
from assistant.services.offer_round import OfferRound
from assistant.services.on_duty import OnDuty
from assistant.services.oversight import Oversight
from assistant.services.plan import Plan
from assistant.services.read_together import ReadTogether
from assistant.services.receive_contacts import ReceiveContacts
from assistant.services.record_turn import RecordTurn
from assistant.services.register_contacts import RegisterContacts
from assistant.services.return_to_queue import ReturnToQueue
from assistant.services.review import ReviewAnswers
from assistant.services.review_queue import ReviewQueue
from assistant.services.routing import Routing
from assistant.services.schedule import Schedule
from assistant.services.shift import Shift
from assistant.services.skills import Skills
from assistant.services.staff import Passwords, StaffDesk
from assistant.services.staffing_plan import StaffingPlan
from assistant.services.step_in import StepIn
from assistant.services.sweep import Sweep
from assistant.services.take_turn import TakeTurn
from assistant.services.transcripts import Transcripts
from assistant.services.transfer import PassOn
from assistant.services.try_knowledge import TryKnowledge
from assistant.services.wallboard import Wallboard
from assistant.services.warn import Warn
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
    transcripts: Transcripts
    figures: Figures
    demand: ReadDemand
    register_contacts: RegisterContacts
    import_contacts: ImportContacts
    receive_contacts: ReceiveContacts
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
    call_backs: CallBacks
    autonomy: Autonomy
    monitor: Monitor
    step_in: StepIn
    correct_answer: CorrectAnswer
    fill_gaps: FillGaps
    off_switch: OffSwitch
    approvals: Approvals
    judge_drafts: JudgeDrafts
    oversight: Oversight
    routing: Routing
    return_to_queue: ReturnToQueue
    offer_round: OfferRound
    shift: Shift
    skills: Skills
    messages: Messages
    notes: Notes
    pass_on: PassOn
    hold_out: HoldOut
    call_instead: CallInstead
    canned_replies: CannedReplies
    aside: ReadAside
    evidence: Evidence
    review_queue: ReviewQueue
    review_answers: ReviewAnswers
    labelled_reviews: LabelledReviews
    audit_trail: AuditTrail
    printer: Printer
    monthly_reports: MonthlyReports
    wallboard: Wallboard
    alerts: Alerts
    warn: Warn
    look_ahead: LookAhead
    schedule: Schedule
    staffing_plan: StaffingPlan
    plan: Plan
    _closers: tuple[Callable[[], Awaitable[None]], ...] = field(default=(), repr=False)

    async def aclose(self) -> None:
        """All connections are closed."""
        for close in self._closers:
            await close()


def assemble(
    settings: Settings,
    parts: Parts,
    closers: tuple[Callable[[], Awaitable[None]], ...] = (),
    fresh_for: timedelta = timedelta(0),
) -> Assistant:
    """The services over the parts given. `fresh_for`: so long today's figures are shared by those who ask."""
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
        parts.records,
        parts.queue,
        parts.claims,
        parts.stream,
        parts.engine,
        parts.clock,
        parts.wording,
        lease,
        timedelta(minutes=settings.keep_place_minutes),
    )
    on_duty, approve_within = OnDuty(parts.records, parts.agents), timedelta(seconds=settings.approve_within_seconds)
    withheld = ConcludeWithheld(OwnWords(parts.wording, chat_hours), on_duty, approve_within)
    conclude = Conclude(parts.detector, parts.engine, answers, chat_hours, parts.wording, withheld)
    off_switch = OffSwitch(parts.records, parts.stream, parts.catalogue, parts.clock)
    nobody_there = NobodyThere(parts.records, on_duty, parts.stream, parts.clock, chat_hours, parts.wording)
    back = ReturnToQueue(hand_offs, nobody_there)
    pass_on = PassOn(hand_offs, on_duty, parts.catalogue, nobody_there)
    hold_out = HoldOut(pass_on, timedelta(seconds=settings.offer_seconds))
    approvals = Approvals(parts.records, parts.stream, hand_offs, in_use, off_switch, withheld, nobody_there)
    judge_drafts = JudgeDrafts(parts.records, parts.clock)
    alerts = alerts_of(settings, parts)
    take_turn = TakeTurn(
        parts.records,
        parts.locks,
        parts.stream,
        conclude,
        hand_offs,
        parts.clock,
        parts.languages,
        ReadTogether(parts.records, parts.stream, timedelta(seconds=settings.pause_seconds)),
        settings.utterances_a_minute,
        nobody_there,
        off_switch,
        RecordTurn(parts.records, hand_offs, cases, off_switch, conclude.off, parts.clock),
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
    look_ahead, schedule = look_ahead_of(settings, parts), Schedule(parts.records)
    figures = figures_of(parts, fresh_for)
    return Assistant(
        settings=settings,
        wording=parts.wording,
        clock=parts.clock,
        take_turn=take_turn,
        converse=converse,
        follow=Follow(parts.records, parts.stream, parts.queue, parts.agents, parts.clock, chat_hours),
        hand_offs=hand_offs,
        desk=Desk(parts.records, in_use, parts.clock),
        staff=staff_of(settings, parts, back),
        transcripts=Transcripts(parts.records),
        figures=figures,
        demand=demand_of(parts, figures),
        register_contacts=RegisterContacts(parts.records, parts.clock),
        import_contacts=ImportContacts(parts.records, parts.sheets, parts.clock),
        receive_contacts=ReceiveContacts(parts.records, parts.clock),
        sweep=sweep_over(settings, parts, take_turn, converse, home, (approvals, judge_drafts, evidence)),
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
        call_backs=CallBacks(parts.records, parts.stream, parts.clock),
        autonomy=autonomy,
        monitor=Monitor(parts.records, parts.clock),
        step_in=StepIn(parts.records, hand_offs),
        fill_gaps=FillGaps(parts.records, edit, parts.catalogue, parts.clock),
        correct_answer=CorrectAnswer(parts.records, in_use, parts.stream, parts.clock, parts.wording),
        off_switch=off_switch,
        approvals=approvals,
        judge_drafts=judge_drafts,
        oversight=Oversight(parts.records, parts.catalogue),
        routing=routing_of(settings, parts, hand_offs),
        return_to_queue=back,
        offer_round=offer_round_of(settings, parts, hold_out),
        shift=Shift(parts.records, parts.agents, parts.stream, parts.clock),
        skills=Skills(parts.records, parts.stream, parts.catalogue, parts.clock),
        messages=messages_of(settings, parts),
        notes=Notes(parts.records, parts.stream, parts.clock),
        pass_on=pass_on,
        hold_out=hold_out,
        call_instead=CallInstead(pass_on, cases),
        canned_replies=CannedReplies(parts.records, parts.clock),
        aside=ReadAside(parts.records, parts.looks),
        evidence=evidence,
        review_queue=ReviewQueue(parts.records, in_use, parts.clock),
        review_answers=ReviewAnswers(parts.records, in_use, evidence, parts.clock),
        labelled_reviews=LabelledReviews(parts.records, in_use),
        printer=parts.printer,
        monthly_reports=MonthlyReports(parts.records, parts.printer, parts.clock),
        audit_trail=AuditTrail(parts.records),
        wallboard=Wallboard(parts.records, parts.agents, chat_hours, parts.catalogue, parts.clock),
        alerts=alerts,
        warn=warn_over(parts, chat_hours, alerts),
        look_ahead=look_ahead,
        schedule=schedule,
        staffing_plan=StaffingPlan(look_ahead, schedule, chat_hours, parts.clock),
        plan=Plan(look_ahead, settings.year_contacts, settings.year_chats),
        _closers=closers,
    )
