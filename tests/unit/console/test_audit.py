"""Supervisors read who did what, when and why: narrowed down, page by page, as a file that runs nothing."""

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.audit import Act, AuditEntry
from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.handoff import AgentId
from assistant.wording.catalogue import read_wording
from handoff_console.audit_words import Known, act_words, details_words, subject_words
from tests.centre import WASTE, Centre
from tests.unit.console.conftest import Browser, Console
from tests.unit.services.reviewing import TOPIC, WRONG, answered, judged

WORDS = read_wording().of("sv")
KNOWN = Known({TOPIC: "Avfall"}, {WASTE.id: WASTE.title}, {"anna": "Anna Testsson"})


@pytest.fixture
async def maria(console: Console) -> Browser:
    """The supervisor."""
    return await console.signed_in("maria")


async def enter(centre: Centre, count: int = 1, **fields: object) -> None:
    async with centre.assistant.staff.records.unit() as unit:
        for number in range(count):
            entry = AuditEntry(centre.clock.now(), centre.sofia.id, Act.SWITCHED_OFF, "assistant:all", f"nr {number}")
            await unit.audit.add(replace(entry, **fields))  # type: ignore[arg-type]


def rows(page: str) -> list[str]:
    return re.findall(r'<tr id="entry-\d+" data-act="(\w+)"', page)


async def test_an_act_is_told_in_words_with_who_what_when_and_why(console: Console, maria: Browser) -> None:
    centre = console.centre
    await centre.assistant.autonomy.set_level(TOPIC, AutonomyLevel.SHADOW, centre.sofia, "nytt <avtal>")
    page = (await maria.get("/audit")).text
    assert rows(page) == ["level_set"]
    for words in (
        "Sofia Testsson",
        "satte en nivå",
        "från ”Assistenten svarar” till ”",
        "nytt &lt;avtal&gt;",
        'href="/review/topics"',
        "mån 23 nov.",
    ):
        assert words in page


async def test_what_the_system_does_by_rule_and_what_reviewers_say_is_told_too(
    console: Console, maria: Browser
) -> None:
    await judged(console.centre, await answered(console.centre, 4), WRONG)
    page = (await maria.get("/audit")).text
    assert rows(page) == ["level_fell", "reviewed", "reviewed", "reviewed", "reviewed"]
    assert "Systemet" in page
    assert "0 av 4 granskade svar var rätt" in page
    assert "/reports/conversation/" in page


async def test_it_is_narrowed_down_by_day_person_act_and_subject(console: Console, maria: Browser) -> None:
    centre = console.centre
    await enter(centre)
    await enter(centre, by=centre.anna.id, act=Act.STEPPED_IN, subject="conversation:abc")
    centre.later(minutes=1)
    centre.clock.move(timedelta(days=1))
    await enter(centre, act=Act.SWITCHED_ON, subject="topic:bygglov")
    maria = await console.signed_in("maria")

    async def found(query: str) -> list[str]:
        return rows((await maria.get(f"/audit?{query}")).text)

    assert await found("") == ["switched_on", "stepped_in", "switched_off"]
    assert await found("until=2026-11-23") == ["stepped_in", "switched_off"]
    assert await found("since=2026-11-24") == ["switched_on"]
    assert await found("by=anna") == ["stepped_in"]
    assert await found("act=switched_off") == ["switched_off"]
    assert await found("subject=topic:") == ["switched_on"]
    assert await found("by=anna&act=switched_off") == []
    # What is no day and no act narrows nothing.
    assert len(await found("since=igår&act=hoppade")) == 3


async def test_what_is_not_found_is_said(maria: Browser) -> None:
    assert 'id="no-entries"' in (await maria.get("/audit?subject=topic:rymdfart")).text


async def test_it_comes_page_by_page_and_nothing_falls_between(console: Console, maria: Browser) -> None:
    await enter(console.centre, 120)
    told: list[str] = []
    page = (await maria.get("/audit?act=switched_off")).text
    while True:
        told += re.findall(r'<tr id="entry-(\d+)"', page)
        older = re.search(r'rel="next" href="([^"]+)"', page)
        if older is None:
            break
        page = (await maria.get(older[1].replace("&amp;", "&"))).text
        assert "Till det nyaste" in page
    assert [int(number) for number in told] == list(range(120, 0, -1))


async def test_it_is_saved_as_a_file_that_runs_nothing_in_a_spreadsheet(console: Console, maria: Browser) -> None:
    """Requirement F-14."""
    await enter(console.centre, reason="=HYPERLINK(1)")
    await enter(console.centre, act=Act.SWITCHED_ON)
    response = await maria.get("/audit/audit.csv?act=switched_off")
    assert response.headers["content-type"].startswith("text/csv")
    header, row, *more = csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    assert header[:4] == ["Nummer", "Dag", "Tid", "Vem"]
    assert more == []
    assert row[3:7] == ["Sofia Testsson", "stängde av assistenten", "assistant:all", "'=HYPERLINK(1)"]


async def test_only_supervisors_read_it(console: Console, karin: Browser) -> None:
    for path in ("/audit", "/audit/audit.csv"):
        assert (await karin.get(path)).status_code == 403


@pytest.mark.parametrize(
    ("subject", "name", "href"),
    [
        (f"topic:{TOPIC}", "Avfall", "/review/topics"),
        ("topic:nytt", "nytt", "/review/topics"),
        (f"article:{WASTE.id}", WASTE.title, "/knowledge/avfall_atervinning/sophamtning"),
        ("conversation:abc", "ett samtal", "/reports/conversation/abc?back=/audit"),
        ("turn:abc/3", "ett svar i ett samtal", "/reports/conversation/abc?back=/audit#utterance-3"),
        ("staff:anna", "Anna Testsson", ""),
        ("assistant:all", "hela assistenten", ""),
        ("något annat", "något annat", ""),
    ],
)
def test_every_kind_of_subject_has_words(subject: str, name: str, href: str) -> None:
    found = subject_words(subject, KNOWN, WORDS)
    assert (found.name, found.href) == (name, href)


def test_details_are_told_in_words_and_what_nobody_has_words_for_as_it_is(centre: Centre) -> None:
    entry = AuditEntry(
        centre.clock.now(),
        AgentId("anna"),
        Act.REVIEWED,
        "turn:abc/3",
        details={"judgement": "wrong", "right_article": WASTE.id, "lang": "en", "antal": 3, "tomt": ""},
    )
    assert details_words(entry, KNOWN, WORDS) == ("Fel", "Engelska", f"rätt svar: {WASTE.title}", "antal: 3")
    assert act_words(Act.REVIEWED, WORDS) == "granskade ett svar"


def test_an_answer_put_right_is_told_by_the_titles_of_both(centre: Centre) -> None:
    details = {"seq": 3, "from": WASTE.id, "to": "rymden.farder", "confidence": 0.91}
    entry = AuditEntry(centre.clock.now(), AgentId("anna"), Act.ANSWER_CORRECTED, "conversation:abc", details=details)
    assert details_words(entry, KNOWN, WORDS) == (f"från ”{WASTE.title}” till ”rymden.farder”",)
