"""What time does: the services that the sweeper drives, over the parts given."""

from datetime import timedelta

from assistant.bootstrap.parts import Parts
from assistant.services.alerts import Alerts
from assistant.services.approvals import Approvals
from assistant.services.arrivals import Arrivals
from assistant.services.bring_home import BringHome
from assistant.services.chat_hours import ChatHours
from assistant.services.contacts_told import ContactsTold
from assistant.services.converse import Converse
from assistant.services.demand import ReadDemand
from assistant.services.evidence import Evidence
from assistant.services.figures import Figures
from assistant.services.foresee import Foresee
from assistant.services.forget import Forget
from assistant.services.judge_drafts import JudgeDrafts
from assistant.services.keep_sums import KeepSums
from assistant.services.lay_out import SHARED_FOR, LayOut
from assistant.services.look_ahead import LookAhead
from assistant.services.messages import Messages
from assistant.services.read_sums import ReadSums
from assistant.services.return_to_queue import ReturnToQueue
from assistant.services.sweep import Sweep
from assistant.services.take_turn import TakeTurn
from assistant.services.today_sums import TodaySums
from assistant.services.warn import Warn
from assistant.services.watch_answers import WatchAnswers
from assistant.settings import Settings


def messages_of(settings: Settings, parts: Parts) -> Messages:
    """Agents' messages, held as long as is set."""
    return Messages(parts.records, parts.stream, parts.clock, timedelta(seconds=settings.undo_seconds))


def figures_of(parts: Parts, fresh_for: timedelta) -> Figures:
    """The figures, from the sums that the sweeper keeps."""
    today = TodaySums(parts.records, parts.clock, fresh_for)
    shared_for = min(fresh_for, SHARED_FOR)
    layouts = LayOut(parts.records, parts.clock, today, shared_for)
    sums = ReadSums(parts.records, parts.clock, today, layouts)
    contacts = ContactsTold(parts.records, sums, parts.clock, shared_for)
    return Figures(parts.records, parts.clock, sums, contacts)


def demand_of(parts: Parts, figures: Figures) -> ReadDemand:
    """What people ask about, from the same sums."""
    return ReadDemand(figures, parts.records, parts.clock)


def alerts_of(settings: Settings, parts: Parts) -> Alerts:
    """What is told outside the console, by the ways that are set up."""
    return Alerts(parts.records, parts.stream, parts.clock, parts.wording, parts.ways, settings.alert_danger)


def warn_over(parts: Parts, chat_hours: ChatHours, alerts: Alerts) -> Warn:
    """What warns before a promise breaks."""
    foresee = Foresee(parts.records, chat_hours, parts.clock)
    return Warn(parts.records, parts.agents, parts.stream, parts.clock, foresee, alerts)


def look_ahead_of(settings: Settings, parts: Parts) -> LookAhead:
    """What is expected to come, by the hours that the chat is open."""
    hours = ChatHours(parts.catalogue, parts.clock, settings.always_open)
    return LookAhead(parts.records, Arrivals(figures_of(parts, timedelta(0))), parts.forecaster, hours, parts.clock)


def _forget(settings: Settings, parts: Parts) -> Forget:
    return Forget(
        parts.records,
        parts.clock,
        settings.disposal_decision,
        KeepSums(parts.records, parts.clock),
        keep_conversations=_days(settings.keep_conversations_days),
        keep_cases=_days(settings.keep_cases_days),
    )


def _days(number: int) -> timedelta | None:
    return timedelta(days=number) if number else None


def _watch(settings: Settings, parts: Parts, evidence: Evidence) -> WatchAnswers:
    return WatchAnswers(parts.records, evidence, parts.clock, settings.reviews_a_week, settings.reviewed_twice)


def sweep_over(
    settings: Settings,
    parts: Parts,
    take_turn: TakeTurn,
    converse: Converse,
    home: BringHome,
    judging: tuple[Approvals, JudgeDrafts, Evidence],
) -> Sweep:
    """The sweeper; `judging` is what it settles and watches besides."""
    return Sweep(
        parts.records,
        parts.queue,
        parts.claims,
        parts.agents,
        parts.citizens,
        take_turn,
        take_turn.hand_offs,
        ReturnToQueue(take_turn.hand_offs, take_turn.nobody_there),
        converse,
        home,
        _forget(settings, parts),
        *judging[:2],
        _watch(settings, parts, judging[2]),
        messages_of(settings, parts),
        KeepSums(parts.records, parts.clock),
        look_ahead_of(settings, parts),
        parts.clock,
        lease=timedelta(seconds=settings.lease_seconds),
        abandon_after=timedelta(seconds=settings.abandon_after_seconds),
        idle_close=timedelta(minutes=settings.idle_close_minutes),
        answer_within=timedelta(seconds=settings.answer_within_seconds),
    )
