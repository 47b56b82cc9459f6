"""Who gets in, and which posts are believed."""

import asyncio
from collections.abc import Mapping
from typing import Annotated

import pytest
from fastapi import Depends

from assistant.domain.handoff import AgentId
from assistant.domain.staffing import Role, Status
from assistant.services.staff_demo import DEMO_LOGINS, DEMO_PASSWORD, demo_members
from assistant.settings import Settings
from handoff_console.access import supervisor
from handoff_console.app import app_over
from handoff_console.attempts import FAILURES_A_NAME, FAILURES_AN_ADDRESS, MOST_KEYS, Attempts
from tests.centre import Centre, open_centre
from tests.unit.console.conftest import HTMX, PASSWORD, Browser, Console, employ


async def test_whoever_is_not_signed_in_is_sent_to_the_sign_in_page_and_back_again(console: Console) -> None:
    browser = await console.browser()
    response = await browser.get("/desk")
    assert response.status_code == 303
    assert response.headers["location"] == "/signin?to=/desk"
    page = await browser.get("/signin?to=/desk")
    assert "Logga in" in page.text
    signed = await browser.http.post("/signin", data={"name": "Karin ", "password": PASSWORD, "to": "/desk"})
    assert (signed.status_code, signed.headers["location"]) == (303, "/desk")
    assert (await browser.get("/desk")).status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:1"])
async def test_signing_in_never_leads_to_another_site(console: Console, elsewhere: str) -> None:
    browser = await console.browser()
    response = await browser.http.post("/signin", data={"name": "karin", "password": PASSWORD, "to": elsewhere})
    assert response.headers["location"] == "/desk"


@pytest.mark.parametrize(("name", "password"), [("karin", "fel"), ("ingen", PASSWORD), ("", "")])
async def test_a_wrong_name_and_a_wrong_password_get_the_same_words(console: Console, name: str, password: str) -> None:
    browser = await console.browser()
    response = await browser.http.post("/signin", data={"name": name, "password": password})
    assert response.status_code == 422
    assert "Användarnamnet eller lösenordet stämmer inte" in response.text
    assert "set-cookie" not in response.headers


async def test_guessing_is_slowed_down_for_the_name_and_its_owner_gets_in_later(console: Console) -> None:
    browser = await console.browser()
    for _ in range(FAILURES_A_NAME):
        await browser.http.post("/signin", data={"name": "karin", "password": "fel"})
    refused = await browser.http.post("/signin", data={"name": "karin", "password": PASSWORD})
    assert refused.status_code == 429
    assert "Vänta 5 minuter" in refused.text
    assert (await browser.http.post("/signin", data={"name": "olle", "password": PASSWORD})).status_code == 303
    console.centre.later(minutes=6)
    assert (await browser.http.post("/signin", data={"name": "karin", "password": PASSWORD})).status_code == 303


async def test_many_guesses_at_the_same_moment_get_no_further_than_one_by_one(console: Console) -> None:
    browser = await console.browser()
    guesses = [browser.http.post("/signin", data={"name": "karin", "password": f"fel {n}"}) for n in range(40)]
    answers = [answer.status_code for answer in await asyncio.gather(*guesses)]
    assert (answers.count(422), answers.count(429)) == (FAILURES_A_NAME, 40 - FAILURES_A_NAME)


async def test_signing_in_often_is_not_taken_for_guessing(console: Console) -> None:
    browser = await console.browser()
    for _ in range(FAILURES_AN_ADDRESS + 1):
        assert (await browser.http.post("/signin", data={"name": "karin", "password": PASSWORD})).status_code == 303


async def test_a_sign_in_that_nobody_could_look_at_is_no_guess(centre: Centre) -> None:
    attempts = Attempts(centre.clock.now)
    for _ in range(FAILURES_A_NAME * 2):
        attempts.begin("karin", "192.0.2.1")
        attempts.take_back("karin", "192.0.2.1")
    assert attempts._failures == {}


async def test_the_metrics_count_sign_ins_and_claims(console: Console, karin: Browser, olle: Browser) -> None:
    await karin.http.post("/signin", data={"name": "karin", "password": "fel"})
    handoff = await console.centre.waits()
    await karin.claim(handoff.id)
    await olle.claim(handoff.id)
    told = (await karin.get("/metrics")).text
    for line in (
        'kontakt_sign_ins_total{result="ok"} 2.0',
        'kontakt_sign_ins_total{result="refused"} 1.0',
        'kontakt_claims_total{result="won"} 1.0',
        'kontakt_claims_total{result="lost"} 1.0',
        "kontakt_open_streams 0.0",
    ):
        assert line in told


def test_what_is_remembered_of_failures_is_bounded(centre: Centre) -> None:
    attempts = Attempts(centre.clock.now)
    for number in range(MOST_KEYS * 2):
        attempts.begin(f"name{number}", f"192.0.2.{number}")
    assert len(attempts._failures) <= MOST_KEYS


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(console: Console) -> None:
    """Requirement F-06."""
    browser = await console.browser()
    response = await browser.http.post("/signin", data={"name": "karin", "password": PASSWORD})
    cookie = response.headers["set-cookie"].lower()
    assert cookie.startswith("kontakt_visit=")
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


async def test_over_https_the_cookie_is_secure_and_bound_to_the_host(console: Console, password_hash: str) -> None:
    """Requirement F-06."""
    centre = await open_centre(Settings(secure_cookies=True))
    await employ(centre, password_hash)
    browser = await Console(app_over(centre.assistant), centre, console.opened).browser()
    browser.http.base_url = "https://console.test"
    response = await browser.http.post("/signin", data={"name": "karin", "password": PASSWORD})
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("__Host-kontakt_visit=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert (await browser.get("/desk")).status_code == 200


async def test_signing_in_makes_nobody_available_before_they_say_so(console: Console, karin: Browser) -> None:
    await console.centre.leaves(console.centre.anna)
    page = await karin.get("/desk")
    assert "Ingen är tillgänglig" in page.text
    assert await console.centre.assistant.staff.status(AgentId("karin")) is Status.OTHER_WORK


async def test_signing_out_ends_the_visit_for_good(console: Console, karin: Browser) -> None:
    key = dict(karin.http.cookies)["kontakt_visit"]
    assert (await karin.post("/signout")).headers["location"] == "/signin"
    thief = await console.browser()
    thief.http.cookies.set("kontakt_visit", key)
    assert (await thief.get("/desk")).status_code == 303


@pytest.mark.parametrize("key", ["", "en annan nyckel", "åäö"])
async def test_a_post_without_the_visits_csrf_key_changes_nothing(console: Console, karin: Browser, key: str) -> None:
    """Requirement F-07."""
    handoff = await console.centre.waits()
    karin.csrf_key = key
    response = await karin.claim(handoff.id)
    assert response.status_code == 403
    assert "Sidan var för gammal" in response.text
    assert len(await console.centre.assistant.desk.queue()) == 1


async def test_the_csrf_key_may_come_as_a_header(console: Console, karin: Browser) -> None:
    handoff = await console.centre.waits()
    response = await karin.http.post(f"/queue/{handoff.id}/claim", headers={"X-CSRF-Token": karin.csrf_key})
    assert response.headers["location"] == f"/desk/{handoff.id}?now=available"


async def test_the_key_of_another_visit_is_not_believed(console: Console, karin: Browser, olle: Browser) -> None:
    handoff = await console.centre.waits()
    karin.csrf_key = olle.csrf_key
    assert (await karin.claim(handoff.id)).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://console.test.evil.example"},
    ],
)
async def test_a_post_made_by_another_sites_page_is_refused(
    console: Console, karin: Browser, headers: Mapping[str, str]
) -> None:
    """Requirement F-07."""
    handoff = await console.centre.waits()
    assert (await karin.post(f"/queue/{handoff.id}/claim", headers=headers)).status_code == 403
    stranger = await console.browser()
    forged = await stranger.http.post("/signin", data={"name": "karin", "password": PASSWORD}, headers=headers)
    assert forged.status_code == 403


async def test_our_own_pages_posts_are_believed(console: Console, karin: Browser) -> None:
    handoff = await console.centre.waits()
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://console.test"}
    assert (await karin.post(f"/queue/{handoff.id}/claim", headers=headers)).status_code == 303


async def test_every_route_that_changes_something_refuses_whoever_is_not_signed_in(console: Console) -> None:
    browser = await console.browser()
    posts = ["/queue/x/claim", "/status", "/signout"]
    posts += [f"/desk/x/{act}" for act in ("reply", "article", "typing", "give-back", "end", "wrap-up")]
    for path in posts:
        response = await browser.http.post(path, data={"status": "available"})
        assert (path, response.status_code) == (path, 303)
        assert response.headers["location"].startswith("/signin")


async def test_nothing_that_changes_anything_answers_to_get(console: Console, karin: Browser) -> None:
    """Requirement F-07."""
    handoff = await console.centre.waits()
    for path in (f"/queue/{handoff.id}/claim", "/status", "/signout", "/language", f"/desk/{handoff.id}/end"):
        assert (path, (await karin.get(path)).status_code) == (path, 405)
    assert len(await console.centre.assistant.desk.queue()) == 1


async def test_an_htmx_request_without_a_visit_leads_the_whole_page_to_the_sign_in(console: Console) -> None:
    browser = await console.browser()
    response = await browser.get("/look?place=waiting", headers=HTMX)
    assert (response.status_code, response.headers["hx-redirect"]) == (401, "/signin")


async def test_only_supervisors_get_past_the_supervisors_door(console: Console, karin: Browser) -> None:
    @console.app.get("/only-supervisors")
    async def only(member: Annotated[object, Depends(supervisor)]) -> dict[str, bool]:
        return {"in": member is not None}

    refused = await karin.get("/only-supervisors")
    assert refused.status_code == 403
    assert "Din roll tillåter det inte" in refused.text
    maria = await console.signed_in("maria")
    assert (await maria.get("/only-supervisors")).json() == {"in": True}
    assert 'href="/reports"' in (await maria.get("/desk")).text
    assert 'href="/reports"' not in (await karin.get("/desk")).text


async def test_the_pages_come_in_english_when_chosen(console: Console, karin: Browser) -> None:
    response = await karin.post("/language", {"lang": "en", "back": "/desk"})
    assert response.headers["location"] == "/desk"
    page = await karin.get("/desk")
    assert '<html lang="en"' in page.text
    assert "Sign out" in page.text


async def test_no_page_runs_inline_scripts_and_none_may_be_framed(karin: Browser) -> None:
    """Requirement F-09."""
    page = await karin.get("/desk")
    policy = page.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert " style=" not in page.text
    assert "no-store" in page.headers["cache-control"]


async def test_demo_logins_are_shown_only_in_demonstrations(console: Console) -> None:
    """Requirement F-20."""
    assert DEMO_PASSWORD not in (await (await console.browser()).get("/signin")).text
    centre = await open_centre(Settings(demo=True))
    demo = Console(app_over(centre.assistant), centre, console.opened)
    page = await (await demo.browser()).get("/signin")
    assert "Demokonton" in page.text
    assert all(login.full_name in page.text for login in DEMO_LOGINS)


async def test_the_demo_staff_are_three_agents_an_editor_and_a_supervisor_who_can_sign_in(centre: Centre) -> None:
    members = demo_members(centre.assistant.passwords)
    assert [member.sign_in_name for member in members] == ["anna", "bjorn", "fatima", "elsa", "sofia"]
    assert [member.role for member in members] == [Role.AGENT] * 3 + [Role.EDITOR, Role.SUPERVISOR]
    assert all(member.demo for member in members)
    assert centre.assistant.passwords.matches(DEMO_PASSWORD, members[0].password_hash)


async def test_an_agent_chooses_what_to_do_and_colleagues_see_it(
    console: Console, karin: Browser, olle: Browser
) -> None:
    (karin_member,) = [m for m in await console.centre.assistant.staff.members() if m.id == "karin"]
    await console.centre.assistant.staff.beat(karin_member)
    response = await karin.post("/status", {"status": "available", "back": "/desk"})
    assert response.headers["location"] == "/desk"
    assert await console.centre.assistant.staff.status(karin_member.id) is Status.AVAILABLE
    await console.centre.leaves(console.centre.anna)
    assert "1 tillgänglig: Karin" in (await olle.look("waiting")).text


async def test_a_status_that_cannot_be_chosen_is_refused(karin: Browser) -> None:
    assert (await karin.post("/status", {"status": "signed_out"})).status_code == 422
    assert (await karin.post("/status", {"status": "sleeping"})).status_code == 422
