"""A supervisor sees what people ask about, what has changed, and what a changed text or page led to."""

import re
from datetime import date, datetime
from html import unescape
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook

from assistant.domain.knowledge import ArticleId
from assistant.domain.period import LOCAL
from assistant.domain.revision import Place, Revision, RevisionKind
from tests.centre import UNSURE_QUESTION, WASTE, WASTE_QUESTION, Centre
from tests.unit.console.conftest import Browser, Console

LAST_WEEK, THIS_WEEK = date(2026, 11, 16), date(2026, 11, 23)
AREA = WASTE.area
WASTE_CHANGED = f"article:{WASTE.id}"


async def asks(centre: Centre, on: date, waste: int = 0, other: int = 0, unsure: int = 0) -> None:
    """That day, so many ask about waste, so many say hello, and so many ask what only looks like it is about waste."""
    centre.clock.move(datetime(on.year, on.month, on.day, 10, tzinfo=LOCAL) - centre.clock.now())
    for question, times in ((WASTE_QUESTION, waste), ("Hej", other), (UNSURE_QUESTION, unsure)):
        for _ in range(times):
            conversation = await centre.opens()
            await centre.says(conversation, question)


async def change(
    centre: Centre, on: date, note: str = "nya tider", place: Place | None = None, kind: RevisionKind | None = None
) -> None:
    """An editor's change, as the record has it."""
    where = place or Place(WASTE.id, "sv")
    at = datetime(on.year, on.month, on.day, 14, tzinfo=LOCAL)
    async with centre.assistant.knowledge.records.unit() as unit:
        last = await unit.revisions.latest(where)
        follows = last.number if last else 0
        await unit.revisions.add(
            Revision(where, kind or RevisionKind.FROM_FILE, "", centre.sofia.id, at, follows=follows, note=note)
        )


async def page_of(browser: Browser, query: str) -> str:
    answer = await browser.get(f"/reports/demand?{query}")
    assert answer.status_code == 200
    return unescape(answer.text)


def row(page: str, table: str, name: str) -> list[str]:
    """What stands in the cells of the row of that name."""
    body = page[page.index(f'id="{table}"') :]
    found = re.search(rf"<tr[^>]*><th scope=\"row\">(?:<a [^>]*>)?{re.escape(name)}.*?</tr>", body, re.DOTALL)
    assert found
    cells = re.findall(r"<td[^>]*>(.*?)</td>", found.group(0), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]


@pytest.fixture
async def maria(console: Console) -> Browser:
    return await console.signed_in("maria")


async def test_what_people_ask_about_is_told_from_five_conversations_on(centre: Centre, maria: Browser) -> None:
    await asks(centre, THIS_WEEK, waste=4)
    assert f'data-key="{WASTE.id}"' not in await page_of(maria, "stretch=today")
    await asks(centre, THIS_WEEK, waste=1)
    page = await page_of(maria, "stretch=today")
    assert f'data-key="{WASTE.id}"' in page
    assert row(page, "articles", WASTE.title)[0] == "5"


async def test_a_topic_that_few_ask_about_now_is_told_as_falling_but_not_to_how_many(
    centre: Centre, maria: Browser
) -> None:
    await asks(centre, LAST_WEEK, waste=20, other=20)
    await asks(centre, THIS_WEEK, waste=2, other=40)
    page = await page_of(maria, "stretch=week")
    assert re.search(rf'<li data-key="{AREA}" data-rise="-1">.*?Färre än 5 nu, 20 förut', page)
    assert row(page, "topics", "Avfall och återvinning") == [
        "färre än 5",
        "–",
        "–",
        "↓ Minskar: Färre än 5 nu, 20 förut",
    ]


async def test_a_topic_that_few_asked_about_before_rises_without_the_ratio_that_would_tell_how_few(
    centre: Centre, maria: Browser
) -> None:
    await asks(centre, LAST_WEEK, waste=2, other=40)
    await asks(centre, THIS_WEEK, waste=20, other=20)
    page = await page_of(maria, "stretch=week")
    assert row(page, "topics", "Avfall och återvinning")[3] == "↑ Ökar: Färre än 5 förut"


async def test_what_nobody_asked_about_before_is_told_like_what_few_did(centre: Centre, maria: Browser) -> None:
    """“New” would tell that the small number was exactly nought."""
    await asks(centre, LAST_WEEK, other=42)
    await asks(centre, THIS_WEEK, waste=20, other=20)
    assert row(await page_of(maria, "stretch=week"), "topics", "Avfall och återvinning")[3] == (
        "↑ Ökar: Färre än 5 förut"
    )


async def test_topics_and_articles_are_tested_together_as_they_are_listed_together(
    centre: Centre, maria: Browser
) -> None:
    """Tested among topics alone this rise would be told: the article, which varies by chance, makes three tests."""
    await asks(centre, LAST_WEEK, waste=10, other=30, unsure=2)
    await asks(centre, THIS_WEEK, waste=14, other=15, unsure=13)
    page = await page_of(maria, "stretch=week")
    assert row(page, "topics", "Avfall och återvinning")[::3] == ["27", "Ingen säker förändring"]
    assert row(page, "articles", WASTE.title)[::3] == ["14", "Ingen säker förändring"]
    assert "i genomsnitt högst ett av tjugo" in page


async def test_a_rise_among_many_is_told_with_its_ratio(centre: Centre, maria: Browser) -> None:
    await asks(centre, LAST_WEEK, waste=10, other=40)
    await asks(centre, THIS_WEEK, waste=40, other=10)
    page = await page_of(maria, "stretch=week")
    assert row(page, "topics", "Avfall och återvinning")[3] == "↑ Ökar: 4,0 gånger så stor andel som förut"


async def test_without_conversations_before_nothing_is_called_new(centre: Centre, maria: Browser) -> None:
    await asks(centre, THIS_WEEK, waste=20)
    page = await page_of(maria, "stretch=week")
    assert "så det finns inget att jämföra" in page
    assert "Inget efterfrågas mer eller mindre" not in page


async def test_where_before_a_change_is_only_partly_on_record_the_comparison_says_so(
    centre: Centre, maria: Browser
) -> None:
    """Live since 1 November, a text changed on the 10th: the four weeks before begin in October."""
    for day in range(1, 10):
        await asks(centre, date(2026, 11, day), waste=2)
    await asks(centre, date(2026, 11, 23), waste=1)
    await asks(centre, date(2026, 12, 9), waste=20)
    await maria.sign_in("maria")
    page = await page_of(maria, f"about={WASTE_CHANGED}&on=2026-11-10")
    assert "<small>13 oktober – 9 november 2026</small>" in page
    notice = page.split('id="effect-missing">')[1].split("</p>")[0]
    assert "finns inga samtal före söndag 1 november 2026" in notice
    assert 'id="effect-missing"' not in await page_of(maria, f"about={WASTE_CHANGED}&on=2026-11-30")


async def test_five_days_missing_of_two_weeks_are_told_of(centre: Centre, maria: Browser) -> None:
    await asks(centre, date(2026, 11, 1), waste=20)
    await asks(centre, date(2026, 12, 1), waste=20)
    await maria.sign_in("maria")
    page = await page_of(maria, f"about={WASTE_CHANGED}&on=2026-11-10")
    assert "<small>27 oktober – 9 november 2026</small>" in page
    assert "finns inga samtal före söndag 1 november 2026" in page.split('id="effect-missing">')[1]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1990-05-05", "2026-02-30", "igår"])
async def test_a_day_on_which_nothing_can_have_been_changed_is_none(centre: Centre, maria: Browser, day: str) -> None:
    await asks(centre, THIS_WEEK, waste=5)
    page = await page_of(maria, f"about={WASTE_CHANGED}&on={day}")
    assert 'id="effect"' not in page
    assert "för tidigt att jämföra" not in page


async def test_days_before_the_first_conversation_on_record_are_told_of(centre: Centre, maria: Browser) -> None:
    await asks(centre, date(2026, 10, 20), waste=20)
    await asks(centre, THIS_WEEK, waste=20)
    page = await page_of(maria, "from=2026-11-01&to=2026-11-23")
    assert "finns inga samtal före tisdag 20 oktober 2026" in page


async def test_topics_over_time_have_a_point_for_each_whole_week_and_a_gap_where_there_were_few(
    centre: Centre, maria: Browser
) -> None:
    await asks(centre, date(2026, 11, 4), waste=4)
    await asks(centre, date(2026, 11, 11), waste=7)
    await asks(centre, THIS_WEEK, waste=9)
    page = await page_of(maria, "stretch=month")
    (chart,) = re.findall(r'data-chart="([^"]*(?:"[^<>]*)?)"></figure>', page)
    values = re.findall(r'"value": (\w+)', chart)
    assert values == ["null"] * 11 + ["7", "null"]
    assert row(page, "over-time", "Vecka 46, 2026") == ["7"]
    assert row(page, "over-time", "Vecka 45, 2026") == ["färre än 5"]
    assert "Vecka 48, 2026" not in page


async def test_before_and_after_are_whole_weeks_and_it_says_which(centre: Centre, maria: Browser) -> None:
    await asks(centre, date(2026, 11, 8), waste=6, other=4)
    await asks(centre, date(2026, 11, 11), waste=50)
    await asks(centre, date(2026, 11, 18), waste=5, other=15)
    await asks(centre, THIS_WEEK, waste=50)
    page = await page_of(maria, f"about={WASTE_CHANGED}&on=2026-11-11")
    assert "<small>4–10 november 2026</small>" in page
    assert "<small>12–18 november 2026</small>" in page
    assert row(page, "effect", "Samtal") == ["6", "5", "–"]
    assert row(page, "effect", "Andel av alla samtal") == ["60,0 %", "25,0 %", "Ingen säker förändring från 60,0 %"]


async def test_a_page_that_is_changed_is_followed_by_its_topic_and_small_numbers_are_not_told(
    centre: Centre, maria: Browser
) -> None:
    await asks(centre, date(2026, 11, 10), waste=40, other=10)
    await asks(centre, date(2026, 11, 18), waste=3, other=47)
    await asks(centre, THIS_WEEK)
    page = await page_of(maria, f"about=area:{AREA}&on=2026-11-11")
    assert "Avfall och återvinning, ändrad onsdag 11 november 2026" in page
    assert row(page, "effect", "Samtal") == ["40", "färre än 5", "–"]
    assert row(page, "effect-weeks", "4–10 november 2026") == ["40"]
    assert row(page, "effect-weeks", "12–18 november 2026") == ["färre än 5"]
    assert row(page, "effect", "Andel av alla samtal") == ["80,0 %", "färre än 5", "Ner från 80,0 %"]


@pytest.mark.parametrize("day", ["2026-11-16", "2026-11-23", "2026-12-24"], ids=["a week ago", "today", "to come"])
async def test_before_a_whole_week_has_gone_it_is_too_early(centre: Centre, maria: Browser, day: str) -> None:
    await asks(centre, date(2026, 11, 18), waste=20)
    await asks(centre, THIS_WEEK)
    page = await page_of(maria, f"about={WASTE_CHANGED}&on={day}")
    assert "Det är för tidigt att jämföra" in page
    assert 'id="effect"' not in page
    if day == "2026-11-16":
        assert "Det har det från tisdag 24 november 2026" in page


async def test_the_days_a_text_was_changed_are_proposed_and_one_click_compares(centre: Centre, maria: Browser) -> None:
    await change(centre, date(2026, 11, 5), "längre öppet")
    await change(centre, date(2026, 11, 12), "kortare öppet", Place(WASTE.id, "en"))
    await change(centre, date(2026, 11, 13), "utkast", Place(ArticleId("bygglov.altan"), "sv"), RevisionKind.DRAFT)
    await change(centre, date(2026, 11, 14), "bort", Place(ArticleId("bygglov.altan"), "sv"), RevisionKind.WITHDRAWN)
    await asks(centre, THIS_WEEK)
    every = await page_of(maria, "stretch=week")
    assert re.findall(r"<q>(.*?)</q>", every) == ["bort", "kortare öppet", "längre öppet"]
    of_topic = await page_of(maria, f"stretch=week&about=area:{AREA}")
    assert re.findall(r"<q>(.*?)</q>", of_topic) == ["kortare öppet", "längre öppet"]
    assert "Filens text igen (engelska)" in of_topic
    links = [urlsplit(each) for each in re.findall(r'href="(/reports/demand\?[^"]*on=[^"]*)"', of_topic)]
    asked = [parse_qs(each.query) for each in links if each.fragment == "effect-heading"]
    assert [(each["about"], each["on"], each["stretch"]) for each in asked] == [
        ([f"area:{AREA}"], ["2026-11-12"], ["week"]),
        ([f"area:{AREA}"], ["2026-11-05"], ["week"]),
    ]
    compared = await page_of(maria, f"stretch=week&about=area:{AREA}&on=2026-11-12")
    assert "Texterna ändrades också andra dagar: 5 nov." in compared


async def test_of_many_changes_the_latest_are_proposed_and_the_others_counted(centre: Centre, maria: Browser) -> None:
    for number in range(9):
        await change(centre, date(2026, 11, 2 + number), f"ändring {number}")
    page = await page_of(maria, f"about={WASTE_CHANGED}")
    assert re.findall(r"<q>(.*?)</q>", page) == [f"ändring {number}" for number in range(8, 0, -1)]
    assert "och 1 till det senaste året" in page


async def test_no_control_loses_what_another_has_chosen(centre: Centre, maria: Browser) -> None:
    days, looked = {"from": "2026-11-02", "to": "2026-11-20"}, {"about": WASTE_CHANGED, "on": "2026-11-05"}
    asked = "&".join(f"{name}={value}" for name, value in (days | looked).items())
    page = await page_of(maria, asked)
    forms = re.findall(r'<form class="own-days".*?</form>', page, re.DOTALL)
    assert len(forms) == 2
    for form in forms:
        inputs = dict(re.findall(r'<input [^>]*name="(\w+)" value="([^"]*)"', form))
        inputs |= dict(re.findall(r'<select [^>]*name="(\w+)".*?value="([^"]*)" selected', form, re.DOTALL))
        assert {name: inputs.get(name) for name in days | looked} == days | looked
    segments = re.findall(r'<a class="segment" href="/reports/demand\?([^"]*)"', page)
    assert len(segments) == 10
    for query in segments:
        assert {name: parse_qs(query)[name][0] for name in looked} == looked
    for kind in ("csv", "xlsx"):
        (query,) = re.findall(rf'href="/reports/demand\.{kind}\?([^"]*)"', page)
        assert {name: values[0] for name, values in parse_qs(query).items() if name in days | looked} == days | looked
    assert f'name="back" value="/reports/demand?{asked}"' in page


async def test_demand_is_taken_along_without_small_numbers(centre: Centre, maria: Browser) -> None:
    await asks(centre, LAST_WEEK, waste=20, other=20)
    await asks(centre, THIS_WEEK, waste=2, other=40)
    lines = (await maria.get("/reports/demand.csv?stretch=week")).text.splitlines()
    assert lines[0].lstrip("\ufeff").split(";")[:3] == ["Typ", "Namn", "Samtal"]
    waste = next(line for line in lines if line.startswith("Område;Avfall"))
    assert waste == "Område;Avfall och återvinning;;;20;0,5;;Färre än 5 nu, 20 förut"
    answer = await maria.get(f"/reports/demand.xlsx?stretch=last_week&about=area:{AREA}&on=2026-11-14")
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["Områden", "Artiklar", "Områden över tid", "Utan säkert svar", "Före och efter"]
    assert [cell.value for cell in book["Områden"][2]][:5] == ["Avfall och återvinning", 20, 0.5, None, None]
    assert [cell.value for cell in book["Före och efter"][2]][:3] == ["Samtal", "färre än 5", "20"]


async def test_agents_do_not_read_what_people_ask_about(console: Console, centre: Centre) -> None:
    karin = await console.signed_in("karin")
    for address in ("/reports/demand", "/reports/demand.csv", "/reports/demand.xlsx"):
        assert (await karin.get(address)).status_code == 403, address
