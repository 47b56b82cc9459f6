"""Staff sign in, work and leave; and what a stranger learns at the door: nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.errors import ConflictError, NotFoundError, RefusedError, UnavailableError
from assistant.domain.staffing import Role, Status
from assistant.services.on_duty import OnDuty
from assistant.services.staff import SignedIn, StaffDesk
from assistant.services.staff_demo import DEMO_LOGINS, DEMO_PASSWORD, demo_members
from tests.centre import Centre, member
from tests.unit.services.odd_moments import QuickPasswords

PASSWORD = "en ganska lång mening"


async def desk(centre: Centre, passwords: QuickPasswords | None = None) -> StaffDesk:
    """The staff's desk, where Eva can sign in."""
    staff = replace(centre.assistant.staff, passwords=passwords or QuickPasswords())
    await staff.add(replace(member("eva"), password_hash=f"hash of {PASSWORD}"))
    return staff


async def signed_in(centre: Centre) -> tuple[StaffDesk, SignedIn]:
    staff = await desk(centre)
    return staff, await staff.sign_in("eva", PASSWORD)


async def test_with_the_real_password_hash_the_right_password_opens_and_a_wrong_one_does_not(centre: Centre) -> None:
    staff = centre.assistant.staff
    await staff.add(replace(member("eva"), password_hash=centre.assistant.passwords.hashed(PASSWORD)))
    assert (await staff.sign_in(" EVA ", PASSWORD)).member.first_name == "Eva"
    with pytest.raises(RefusedError):
        await staff.sign_in("eva", PASSWORD + " ")


@pytest.mark.parametrize(("name", "password"), [("eva", "fel"), ("eva", ""), ("nobody", PASSWORD), ("", "")])
async def test_a_wrong_name_and_a_wrong_password_are_refused_in_the_same_words(
    centre: Centre, name: str, password: str
) -> None:
    staff = await desk(centre)
    with pytest.raises(RefusedError, match=r"^sign-in name and password do not belong together$"):
        await staff.sign_in(name, password)


async def test_an_unknown_name_costs_as_much_work_as_a_known_one(centre: Centre) -> None:
    """Or the time until the refusal would tell which names exist."""
    work = []
    passwords = QuickPasswords()
    staff = await desk(centre, passwords)
    for name in ("eva", "nobody"):
        passwords.work = 0
        with pytest.raises(RefusedError):
            await staff.sign_in(name, "fel")
        work.append(passwords.work)
    assert work == [1, 1]


async def test_the_key_of_a_visit_opens_it_and_no_other_key_does(centre: Centre) -> None:
    staff, visit = await signed_in(centre)
    again = await staff.sign_in("eva", PASSWORD)
    assert (await staff.visiting(visit.key))[0].id == "eva"
    assert visit.key not in repr(visit)
    assert again.key != visit.key
    assert again.visit.csrf_key != visit.visit.csrf_key
    for key in ("", visit.visit.key_digest, visit.key[:-1]):
        with pytest.raises(NotFoundError):
            await staff.visiting(key)


async def test_a_visit_runs_out_after_an_hour_without_a_sign_of_life(centre: Centre) -> None:
    """Requirement F-06."""
    staff, visit = await signed_in(centre)
    centre.later(minutes=60)
    await staff.visiting(visit.key)
    centre.later(minutes=60)
    await staff.visiting(visit.key)
    centre.later(minutes=60, seconds=1)
    with pytest.raises(NotFoundError):
        await staff.visiting(visit.key)


async def test_a_visit_runs_out_after_ten_hours_however_busy_it_was(centre: Centre) -> None:
    """Requirement F-06."""
    staff, visit = await signed_in(centre)
    for _ in range(20):
        centre.later(minutes=30)
        await staff.visiting(visit.key)
    centre.later(seconds=1)
    with pytest.raises(NotFoundError):
        await staff.visiting(visit.key)


async def test_looking_often_does_not_write_often(centre: Centre) -> None:
    staff, visit = await signed_in(centre)
    centre.later(seconds=60)
    await staff.visiting(visit.key)
    assert (await staff.visiting(visit.key))[1].last_seen_at == visit.visit.began_at
    centre.later(seconds=1)
    await staff.visiting(visit.key)
    assert (await staff.visiting(visit.key))[1].last_seen_at == visit.visit.began_at + timedelta(seconds=61)


async def test_signing_out_ends_this_visit_only_and_takes_the_agent_off_duty(centre: Centre) -> None:
    staff, visit = await signed_in(centre)
    elsewhere = await staff.sign_in("eva", PASSWORD)
    await staff.change_status(visit.member, Status.AVAILABLE)
    await staff.beat(visit.member)
    await staff.sign_out(visit.member, visit.visit)
    assert await staff.status(visit.member.id) is Status.SIGNED_OUT
    assert visit.member.id not in await staff.agents.present()
    with pytest.raises(NotFoundError):
        await staff.visiting(visit.key)
    assert (await staff.visiting(elsewhere.key))[0].id == "eva"


async def test_one_can_sign_out_with_redis_away(centre: Centre) -> None:
    staff, visit = await signed_in(centre)
    centre.outage.away = True
    await staff.sign_out(visit.member, visit.visit)
    assert await staff.status(visit.member.id) is Status.SIGNED_OUT


async def test_a_status_chosen_again_is_not_a_change(centre: Centre) -> None:
    staff = centre.assistant.staff
    await staff.change_status(centre.anna, Status.AVAILABLE)
    centre.later(minutes=5)
    await staff.change_status(centre.anna, Status.AVAILABLE)
    async with staff.records.unit() as unit:
        since = (await unit.staff.statuses())[centre.anna.id].at
    assert since == centre.clock.now() - timedelta(minutes=5)
    await staff.change_status(centre.anna, Status.BREAK)
    assert await staff.status(centre.anna.id) is Status.BREAK


async def test_a_beat_renews_the_claims_of_talks_that_last_and_not_of_those_in_wrap_up(centre: Centre) -> None:
    lasting, ended = await centre.waits(), await centre.waits()
    for handoff in (lasting, ended):
        await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
    await centre.assistant.hand_offs.end(ended.id, centre.anna)
    centre.later(seconds=40)
    await centre.assistant.staff.beat(centre.anna)
    centre.later(seconds=40)
    claims = centre.assistant.sweep.claims
    assert (await claims.holder(lasting.id), await claims.holder(ended.id)) == (centre.anna.id, None)
    centre.outage.away = True
    with pytest.raises(UnavailableError):
        await centre.assistant.staff.beat(centre.anna)


async def test_a_sign_in_name_is_given_once_whatever_its_case(centre: Centre) -> None:
    staff = await desk(centre)
    with pytest.raises(ConflictError):
        await staff.add(replace(member("another"), sign_in_name="EVA"))
    assert [one.first_name for one in await staff.members()] == ["Anna", "Bjorn", "Eva", "Sofia"]


async def test_on_duty_are_those_who_are_available_and_whose_desk_is_open(centre: Centre) -> None:
    on_duty = OnDuty(centre.assistant.staff.records, centre.assistant.staff.agents)
    await centre.arrives(centre.anna)
    await centre.assistant.staff.change_status(centre.bjorn, Status.AVAILABLE)
    assert await on_duty.available() == (centre.anna,)
    await centre.arrives(centre.bjorn)
    await centre.assistant.staff.change_status(centre.anna, Status.BREAK)
    assert await on_duty.available() == (centre.bjorn,)


async def test_with_redis_away_those_count_as_on_duty_whose_status_says_so(centre: Centre) -> None:
    on_duty = OnDuty(centre.assistant.staff.records, centre.assistant.staff.agents)
    await centre.leaves(centre.anna)
    await centre.assistant.staff.change_status(centre.bjorn, Status.AVAILABLE)
    centre.outage.away = True
    assert await on_duty.available() == (centre.bjorn,)


async def test_the_demo_staff_are_marked_as_such_can_sign_in_and_have_a_supervisor(centre: Centre) -> None:
    passwords = QuickPasswords()
    staff = replace(centre.assistant.staff, passwords=passwords, demo=True)
    everybody = demo_members(passwords)
    assert all(one.demo for one in everybody)
    assert {one.role for one in everybody} == {Role.AGENT, Role.EDITOR, Role.SUPERVISOR}
    fatima = next(one for one in everybody if one.first_name == "Fatima")
    await staff.add(fatima)
    assert (await staff.sign_in("fatima", DEMO_PASSWORD)).member == fatima
    assert [one.sign_in_name for one in everybody] == [login.sign_in_name for login in DEMO_LOGINS]


async def test_outside_a_demonstration_demo_staff_are_nobody(centre: Centre) -> None:
    """Requirement F-20: their password is public."""
    passwords = QuickPasswords()
    demonstration = replace(centre.assistant.staff, passwords=passwords, demo=True)
    fatima = next(one for one in demo_members(passwords) if one.first_name == "Fatima")
    await demonstration.add(fatima)
    signed_in_then = await demonstration.sign_in("fatima", DEMO_PASSWORD)
    in_service = replace(demonstration, demo=False)
    with pytest.raises(RefusedError):
        await in_service.sign_in("fatima", DEMO_PASSWORD)
    with pytest.raises(NotFoundError):
        await in_service.visiting(signed_in_then.key)


async def test_the_citizens_of_one_who_signs_out_wait_again_at_once_in_their_old_places(centre: Centre) -> None:
    staff, visit = await signed_in(centre)
    first = await centre.waits()
    centre.later(minutes=1)
    await centre.waits()
    await centre.assistant.hand_offs.claim(first.id, visit.member)
    await staff.sign_out(visit.member, visit.visit)
    assert (await centre.assistant.desk.queue())[0].handoff.id == first.id
    assert (await centre.assistant.follow.state(first.conversation_id)).place == 1
    told = [each.said.text for each in (await centre.heard(first.conversation_id))[-2:]]
    assert "har loggat ut" in told[0]
    assert "Ingen är på plats just nu" in told[1]
