"""A supervisor is warned before a target breaks, by the console and outside it; and the wall tells how it stands."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.adapters.memory.alert_channel import MemoryAlertChannel
from assistant.bootstrap import Assistant
from assistant.domain.conversation import SWEDISH, Conversation, ConversationId, Holder
from assistant.domain.delivery import AlertKind, ChannelName, DeliveryFailedError, Fault
from assistant.domain.errors import RefusedError
from assistant.domain.handoff import DANGER_PRIORITY, GENERAL, Handoff, HandoffId, HandoffReason
from assistant.domain.lights import Light, of_service_level
from assistant.domain.staffing import Status
from assistant.domain.switches import EVERYTHING
from assistant.domain.target_warning import WarningKind
from assistant.services.alerts import Alerts
from assistant.services.warn import Warn
from tests.centre import Centre, open_centre

LEVEL = WarningKind.SERVICE_LEVEL


class Morning:
    """Monday at nine; every talk so far took eight minutes, and Anna has three places."""

    def __init__(self, centre: Centre, *, of_danger: bool = False) -> None:
        self.centre, self.count = centre, 0
        self.mail, self.hook = MemoryAlertChannel(ChannelName.EMAIL), MemoryAlertChannel(ChannelName.WEBHOOK)
        own = centre.assistant.alerts
        self.alerts = Alerts(own.records, own.stream, own.clock, own.wording, (self.mail, self.hook), of_danger)
        self.warn = self.another()

    @property
    def assistant(self) -> Assistant:
        return self.centre.assistant

    def another(self) -> Warn:
        """As in another process."""
        own = self.assistant.warn
        return Warn(own.records, own.agents, own.stream, own.clock, own.foresee, self.alerts)

    async def has(self, **stamps: float | None) -> Handoff:
        """A citizen asked for a person so many seconds `ago`, was `answered` or `left` so many seconds after."""
        self.count += 1
        asked = self.centre.clock.now() - timedelta(seconds=stamps["ago"] or 0)
        waits = ConversationId(f"c{self.count}")
        handoff = Handoff(HandoffId(f"h{self.count}"), waits, GENERAL, HandoffReason.CITIZEN_ASKED, asked)
        if (answered := stamps.get("answered")) is not None:
            at = asked + timedelta(seconds=answered)
            over = at + timedelta(minutes=8)
            handoff = replace(handoff, claimed_by=self.centre.anna.id, claimed_at=at, answered_at=at, ended_at=over)
        if (left := stamps.get("left")) is not None:
            handoff = replace(handoff, abandoned_at=asked + timedelta(seconds=left))
        async with self.assistant.staff.records.unit() as unit:
            await unit.conversations.open(Conversation(waits, f"digest {waits}", SWEDISH, Holder.QUEUE, asked))
            await unit.handoffs.add(handoff)
        return handoff

    async def went_well(self, number: int = 20) -> None:
        for _ in range(number):
            await self.has(ago=3000, answered=30)

    async def comes_a_rush(self) -> None:
        """Fourteen in half an hour, where three places serve some eleven; six of them wait still."""
        for number in range(8):
            await self.has(ago=1700 - 100 * number, answered=60)
        for number in range(6):
            await self.has(ago=60 - number, answered=None)


@pytest.fixture
async def morning() -> Morning:
    return Morning(await open_centre())


async def test_a_rush_is_warned_of_while_the_target_still_holds_and_once_whichever_process_sees_it(
    morning: Morning,
) -> None:
    await morning.went_well()
    await morning.warn.once()
    assert await morning.warn.standing() == []
    morning.centre.later(seconds=31)
    await morning.comes_a_rush()
    for process in (morning.warn, morning.another()):
        await process.once()
    (warning,) = [each for each in await morning.warn.standing() if each.kind is LEVEL]
    assert not warning.was_broken
    assert (warning.foreseen.part, warning.foreseen.whole) == (28, 28)
    assert (warning.foreseen.waiting, warning.foreseen.places, warning.foreseen.handling) == (6, 3, 480)
    for way in (morning.mail, morning.hook):
        (alert,) = [each for each in way.told if each.facts["target"] == LEVEL]
        assert alert.name == f"warning:{warning.number}"
        assert "kan hamna under målet" in alert.title
        assert "100\N{NO-BREAK SPACE}% fick svar inom 2 minuter" in alert.text


async def test_a_warning_is_taken_back_the_next_day_and_remembered(morning: Morning) -> None:
    for _ in range(10):
        await morning.has(ago=2000, answered=200)
    await morning.warn.once()
    (warning,) = await morning.warn.standing()
    assert warning.was_broken
    morning.centre.later(days=1)
    await morning.warn.once()
    assert await morning.warn.standing() == []
    (remembered,) = await morning.warn.history()
    assert remembered.cleared_at == morning.centre.clock.now()
    assert len(morning.mail.told) == 1


async def test_too_many_who_leave_are_warned_of_too(morning: Morning) -> None:
    await morning.went_well(18)
    await morning.has(ago=900, left=40)
    await morning.warn.once()
    (warning,) = await morning.warn.standing()
    assert warning.kind is WarningKind.ABANDONMENT
    assert (warning.foreseen.part, warning.foreseen.whole) == (1, 19)


async def test_with_the_live_board_away_nothing_is_foreseen_and_nothing_breaks(morning: Morning) -> None:
    morning.centre.outage.away = True
    await morning.warn.once()
    assert morning.warn.looked_at is None
    morning.centre.outage.away = False
    await morning.warn.once()
    assert morning.warn.looked_at is not None


async def test_what_does_not_arrive_is_tried_again_later_and_holds_up_no_other_channel(morning: Morning) -> None:
    morning.hook.fault = DeliveryFailedError(Fault.REFUSED, "500 Internal Server Error")
    await morning.alerts.try_out(morning.centre.sofia)
    await morning.alerts.try_out(morning.centre.sofia)  # pressed twice
    await morning.alerts.send_due()
    await morning.alerts.send_due()
    assert len(morning.mail.told) == 1
    failed = next(each for each in await morning.alerts.latest() if each.channel is ChannelName.WEBHOOK)
    assert (failed.tried, failed.fault, failed.detail) == (1, Fault.REFUSED, "500 Internal Server Error")
    morning.hook.fault = None
    morning.centre.later(seconds=15)
    await morning.alerts.send_due()
    assert [alert.name for alert in morning.hook.told] == [morning.mail.told[0].name]
    assert all(each.sent_at for each in await morning.alerts.latest())


async def test_an_attempt_whose_process_died_is_tried_again_and_two_processes_send_once(morning: Morning) -> None:
    await morning.alerts.try_out(morning.centre.sofia)
    now, records = morning.centre.clock.now(), morning.assistant.staff.records
    async with records.unit() as unit:
        by_mail = next(each for each in await unit.deliveries.due(now) if each.channel is ChannelName.EMAIL)
        await unit.deliveries.change(by_mail, by_mail.begun(now))
    await morning.alerts.send_due()
    assert (len(morning.mail.told), len(morning.hook.told)) == (0, 1)
    morning.centre.later(minutes=1)
    await morning.alerts.send_due()
    assert (len(morning.mail.told), len(morning.hook.told)) == (1, 1)


async def test_a_trial_needs_a_channel_and_a_channel_no_longer_set_up_is_given_up(morning: Morning) -> None:
    own = morning.alerts
    without = Alerts(own.records, own.stream, own.clock, own.wording, (), of_danger=True)
    with pytest.raises(RefusedError):
        await without.try_out(morning.centre.sofia)
    await own.try_out(morning.centre.sofia)
    for _ in range(5):
        await without.send_due()
        morning.centre.later(minutes=15)
    assert all(each.given_up for each in await own.latest())
    await without.tell_of_danger()


async def test_danger_is_told_of_once_where_that_is_chosen_and_says_nothing_of_the_citizen() -> None:
    morning = Morning(await open_centre(), of_danger=True)
    handoff = await morning.has(ago=20, answered=None)
    await morning.warn.once()
    assert morning.mail.told == []
    async with morning.assistant.staff.records.unit() as unit:
        await unit.handoffs.change(handoff, replace(handoff, priority=DANGER_PRIORITY))
    await morning.warn.once()
    await morning.another().once()
    (alert,) = morning.mail.told
    assert alert.facts == {"kind": AlertKind.DANGER}
    assert "fara" in alert.title


async def test_the_wall_shows_how_it_stands_and_is_counted_once_a_second_however_many_look(morning: Morning) -> None:
    await morning.went_well(19)
    await morning.has(ago=3000, answered=200)
    await morning.has(ago=45, answered=None)
    centre, wall = morning.centre, morning.assistant.wallboard
    await centre.assistant.staff.change_status(centre.bjorn, Status.LUNCH)
    await centre.assistant.off_switch.turn(EVERYTHING, centre.sofia, "prov", off=True)
    board = await wall.board()
    assert await wall.board() is board
    assert wall.looks == 1
    assert board.waits_since == centre.clock.now() - timedelta(seconds=45)
    assert (board.share(LEVEL).part, board.share(LEVEL).whole) == (19, 20)
    assert of_service_level(board.share(LEVEL), warned=board.warned(LEVEL)) is Light.GOOD
    assert board.crew == {Status.AVAILABLE: ("Anna",), Status.LUNCH: ("Bjorn",)}
    assert (board.desk.desks.places, board.taken, board.is_off) == (3, 0, True)
    centre.later(minutes=2)
    await wall.board()
    assert wall.looks == 2


async def test_available_without_an_open_desk_is_away_unless_nobody_can_know(morning: Morning) -> None:
    centre, wall = morning.centre, morning.assistant.wallboard
    centre.later(minutes=5)
    assert (await wall.board()).crew == {Status.AWAY: ("Anna",)}
    centre.outage.away = True
    centre.later(seconds=1)
    board = await wall.board()
    assert not board.present_known
    assert board.crew == {Status.AVAILABLE: ("Anna",)}
