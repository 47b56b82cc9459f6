"""An editor and a citizen: what is published is answered at once, and every answer is a page in every language."""

import re
import time

import pytest
from playwright.async_api import Browser, Page, Route, expect

from assistant.web.reader import EXIT_URL
from tests.e2e.people import PATIENCE, SECOND, citizen_at, editor_at
from tests.e2e.test_accessibility import PHONE, violations
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.e2e

ARTICLE = "cykel.stulen_cykel"
NEW_WORDS = "Från och med i dag kan du även lämna in uppgifterna på biblioteket."
TRANSLATED = "parkering/boendeparkering"
LANGUAGES = {
    "sv": "Gör så här",
    "sv-simple": "Gör så här",
    "en": "What to do",
    "ar": "ماذا تفعل",
    "so": "Sidan samee",
    "fa": "چه کار کنید",
    "fi": "Toimi näin",
    "uk": "Що робити",
}
RIGHT_TO_LEFT = {"ar", "fa"}
WATCHED = "vald_i_nara_relation"
WEATHER = "Vädret i dag"
LONG_WORDS = [
    f"{lang}/{path}"
    for lang in ("sv", "en")
    for path in ("kollektivtrafik/boter_buss", "personuppgifter_gdpr/klaga_imy", "lss_funktionsstod/bostadsanpassning")
]


async def test_an_editor_changes_an_answer_and_a_citizen_gets_it_within_five_seconds_without_a_restart(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    processes = {name: kontakt.part(name).pid for name in ("assistant", "console")}
    async with editor_at(browser, kontakt) as editor, citizen_at(browser, kontakt) as citizen:
        await editor.opens(ARTICLE)
        question = await editor.page.locator("#title").input_value()
        answer = await editor.page.locator("#answer").input_value()
        await citizen.opens_chat()
        await citizen.says(question)
        await citizen.sees("Källa")
        assert NEW_WORDS not in await citizen.log.inner_text()

        await editor.writes(answer.replace("\n\n", f" {NEW_WORDS}\n\n", 1))
        await expect(editor.page.locator("#beside .bubble")).to_contain_text(NEW_WORDS, timeout=PATIENCE)
        await editor.looks_it_over()
        await expect(editor.page.locator(".lines .added")).to_contain_text(NEW_WORDS)
        await editor.publishes("nytt ställe att lämna in")

        published = time.monotonic()
        await citizen.says(question)
        await citizen.sees(NEW_WORDS, within=5 * SECOND)
        assert time.monotonic() - published < 5

        await editor.goes_back_to_the_file("prov")
        await expect(editor.page.locator(".history")).to_contain_text("Elsa Nyström")
    assert processes == {name: kontakt.part(name).pid for name in processes}


async def test_what_is_wrong_is_told_while_one_writes_and_a_draft_survives_until_it_is_given_up(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with editor_at(browser, kontakt) as editor:
        await editor.opens("cykel.elcykel")
        await editor.writes("Kort.")
        await expect(editor.page.locator("#faults")).to_contain_text("det korta svaret har 5 tecken", timeout=PATIENCE)
        await editor.page.get_by_role("button", name="Spara utkastet").click()
        await expect(editor.page.locator(".saved")).to_be_visible(timeout=PATIENCE)
        await editor.page.reload()
        await expect(editor.page.locator("#answer")).to_have_value("Kort.")
        await editor.gives_up_the_draft()


async def test_the_list_is_narrowed_down_as_one_writes(browser: Browser, kontakt: RunningKontakt) -> None:
    async with editor_at(browser, kontakt) as editor:
        rows = editor.page.locator(".shelf tbody tr:not(.area-row)")
        everything = await rows.count()
        await editor.page.locator("#q").fill("boendeparkering")
        await expect(editor.page.locator("#count")).to_contain_text("av", timeout=PATIENCE)
        assert 0 < await rows.count() < everything
        await editor.page.locator("#lang").select_option("ar")
        await expect(editor.page).to_have_url(re.compile("lang=ar"), timeout=PATIENCE)


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_an_answer_can_be_read_in_every_language_the_right_way_round(
    browser: Browser, kontakt: RunningKontakt, lang: str
) -> None:
    """Requirements A-19, A-20, A-24."""
    for viewport in ({"width": 1280, "height": 900}, PHONE):
        context = await browser.new_context(locale="sv-SE", viewport=viewport)  # type: ignore[arg-type]
        page = await context.new_page()
        await page.goto(f"{kontakt.citizens}/answers/{lang}/{TRANSLATED}")
        await expect(page.get_by_role("heading", name=LANGUAGES[lang])).to_be_visible(timeout=PATIENCE)
        assert await page.locator("html").get_attribute("dir") == ("rtl" if lang in RIGHT_TO_LEFT else "ltr")
        assert await starts_at_the_right(page) is (lang in RIGHT_TO_LEFT)
        assert await violations(page) == []
        width = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1]
        await context.close()


async def starts_at_the_right(page: Page) -> bool:
    """Whether the title's words begin nearer the right edge of their line than the left."""
    return bool(await page.locator("h1").evaluate("h1 => getComputedStyle(h1).direction === 'rtl'"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_editors_pages_are_accessible(browser: Browser, kontakt: RunningKontakt, scheme: str) -> None:
    """Requirements A-29, A-33."""
    async with editor_at(browser, kontakt, color_scheme=scheme) as editor:
        area, _, slug = ARTICLE.partition(".")
        for path in (
            "",
            f"/{area}/{slug}",
            f"/{area}/{slug}/edit",
            f"/{area}/{slug}/edit?lang=ar",
            "/new",
            f"/{area}/{slug}/review",
        ):
            await editor.page.goto(f"{kontakt.staff}/knowledge{path}")
            await editor.page.wait_for_load_state("load")
            assert await violations(editor.page) == [], path


async def test_a_question_in_english_is_answered_in_english_with_the_way_to_the_swedish(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with citizen_at(browser, kontakt) as citizen:
        await citizen.opens_chat()
        await citizen.says("How do I apply for a resident parking permit where I live?")
        await citizen.sees("This is a translation.")
        link = citizen.log.get_by_role("link", name="Read it in Swedish")
        assert "/answers/sv/parkering/" in (await link.first.get_attribute("href") or "")


async def the_weather(page: Page) -> None:
    """What the quick exit leads to: a page of others', which answers here without a network."""

    async def answer(route: Route) -> None:
        await route.fulfill(content_type="text/html; charset=utf-8", body=f"<title>{WEATHER}</title>")

    await page.context.route(f"{EXIT_URL}**", answer)


@pytest.mark.parametrize("lang", ["sv", "ar"])
async def test_one_press_leaves_a_page_on_violence_and_the_back_button_does_not_lead_there(
    browser: Browser, kontakt: RunningKontakt, lang: str
) -> None:
    """Requirement E-08."""
    async with citizen_at(browser, kontakt, viewport=PHONE) as citizen:
        page = citizen.page
        await the_weather(page)
        await citizen.opens_chat()
        await citizen.page.keyboard.press("Escape")
        await page.goto(f"{kontakt.citizens}/answers/{lang}/{WATCHED}/akut")
        assert await page.evaluate("sessionStorage.length") == 1
        assert await violations(page) == []
        await page.evaluate("scrollTo(0, document.body.scrollHeight)")
        way_out = page.locator("a.quick-exit")
        await expect(way_out).to_be_in_viewport()
        await way_out.focus()
        await page.keyboard.press("Enter")
        await expect(page).to_have_title(WEATHER, timeout=PATIENCE)
        await page.go_back()
        await page.wait_for_load_state()
        assert WATCHED not in page.url
        assert await page.evaluate("[sessionStorage.length, localStorage.length]") == [0, 0]


async def test_the_page_can_be_left_without_scripts(browser: Browser, kontakt: RunningKontakt) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await the_weather(page)
    await page.goto(f"{kontakt.citizens}/answers/sv/{WATCHED}")
    await page.get_by_role("link", name="Lämna sidan snabbt").click()
    await expect(page).to_have_title(WEATHER, timeout=PATIENCE)
    await context.close()


@pytest.mark.parametrize("path", LONG_WORDS)
async def test_long_words_and_addresses_do_not_make_a_narrow_page_scroll_sideways(
    browser: Browser, kontakt: RunningKontakt, path: str
) -> None:
    """Requirement A-13."""
    context = await browser.new_context(viewport=PHONE)
    page = await context.new_page()
    await page.goto(f"{kontakt.citizens}/answers/{path}")
    width = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]
    await context.close()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/answers/fi?q=avaruusraketti", "Emme löytäneet siitä mitään"),
        ("/answers/ar?q=صاروخ", "لم نجد شيئاً عن ذلك"),
        (f"/answers/sv?q={'x' * 3900}", "Vi hittar inget om det"),
        ("/answers/sv-simple?q=hund", "Finns bara på vanlig svenska"),
        ("/answers/ar?q=hund", "بالسويدية والإنجليزية فقط"),
        ("/answers/de", "We have no answers in that language"),
        ("/answers/ar/bygglov/kostnad", "تُعرض هنا بالإنجليزية"),
    ],
)
async def test_what_is_not_there_in_ones_language_is_told_and_led_on_from(
    browser: Browser, kontakt: RunningKontakt, path: str, words: str
) -> None:
    for viewport in ({"width": 1280, "height": 900}, PHONE):
        context = await browser.new_context(viewport=viewport)  # type: ignore[arg-type]
        page = await context.new_page()
        await page.goto(f"{kontakt.citizens}{path}")
        await expect(page.get_by_role("main")).to_contain_text(words)
        assert await violations(page) == []
        width = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1]
        await context.close()


async def test_the_lines_under_the_areas_of_a_row_stand_level(browser: Browser, kontakt: RunningKontakt) -> None:
    context = await browser.new_context(viewport={"width": 1280, "height": 900})
    page = await context.new_page()
    await page.goto(f"{kontakt.citizens}/answers/fi")
    rows = await page.locator(".areas a").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => [Math.round(box.top), Math.round(box.bottom)])"
    )
    bottoms = {top: {bottom for other, bottom in rows if other == top} for top, _ in rows}
    assert all(len(levels) == 1 for levels in bottoms.values())
    await context.close()


async def test_of_two_editors_the_second_sees_what_the_first_did_with_the_own_text_still_there(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with editor_at(browser, kontakt) as first, editor_at(browser, kontakt) as second:
        await first.opens("cykel.elcykel")
        await second.opens("cykel.elcykel")
        title = await first.page.locator("#title").input_value()
        await first.page.locator("#title").fill(f"{title} Nu")
        await first.page.get_by_role("button", name="Spara utkastet").click()
        await expect(first.page.locator(".saved")).to_be_visible(timeout=PATIENCE)
        await second.page.locator("#title").fill(f"{title} Sedan")
        await second.page.get_by_role("button", name="Spara utkastet").click()
        await expect(second.page.locator(".overtaken")).to_contain_text("Elsa Nyström sparade ett utkast")
        await expect(second.page.locator("#title")).to_have_value(f"{title} Sedan")
        await expect(second.page.locator(".overtaken mark").first).to_have_text("Nu")
        await second.page.get_by_role("button", name="Spara utkastet").click()
        await expect(second.page.locator(".saved")).to_be_visible(timeout=PATIENCE)
        await second.gives_up_the_draft()


async def test_what_was_typed_and_never_saved_can_be_brought_back(browser: Browser, kontakt: RunningKontakt) -> None:
    async with editor_at(browser, kontakt) as editor:
        await editor.opens("cykel.elcykel")
        await editor.writes("Halvfärdiga ord.")
        await editor.page.get_by_role("button", name="Logga ut").click()
        await editor.signs_in()
        await editor.opens("cykel.elcykel")
        await editor.page.get_by_role("button", name="Hämta tillbaka det").click()
        await expect(editor.page.locator("#answer")).to_have_value("Halvfärdiga ord.")
        await editor.page.locator("#title").fill("Cykel?")
        await editor.page.get_by_role("button", name="Spara utkastet").click()
        await expect(editor.page.locator(".saved")).to_be_visible(timeout=PATIENCE)
        await expect(editor.page.locator("#unsaved")).to_be_hidden()
        await editor.gives_up_the_draft()
