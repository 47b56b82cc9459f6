"""The editors' pages: found, read, changed, tried, published, withdrawn."""

import io
import re
import zipfile
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from html import unescape
from urllib.parse import quote

import pytest

from assistant.domain.handoff import AgentId
from assistant.domain.staffing import Role, StaffMember
from assistant.ingest.article_file import draft_of
from handoff_console.app import app_over
from handoff_console.knowledge.difference import Line, difference
from tests.editing import ANSWER, FEE_ID, SWEDISH, WASTE_ID, EditedCentre, open_edited_centre, waste_draft
from tests.unit.console.conftest import HTMX, Browser, Console, employ

WASTE = "/knowledge/avfall_atervinning/sophamtning"
NEW_ANSWER = ANSWER.replace("varannan vecka", "varje vecka")
FORM: Mapping[str, object] = {
    "title": "Vilken dag hämtas mina sopor?",
    "answer": NEW_ANSWER.replace("\n", "\r\n"),
    "variants": "när kommer sopbilen\r\nsophämtning\r\ntunnan är full\r\nnar hamtas soporna\r\ndet luktar\r\nhämtdag",
    "keywords": "sophämtning hämtdag",
    "covers": ["avfall_atervinning.sophamtning"],
    "next-cost": FEE_ID,
    "related": ["", ""],
    "not_to_be_confused_with-id": [FEE_ID, ""],
    "not_to_be_confused_with-words": ["vad det kostar", ""],
    "source-title": "Tekniska verken – Hämtdagar",
    "source-url": "https://www.tekniskaverken.se",
    "source-seen": "lagrad sida, omkring 2021",
    "owner": "Kontakt Linköping",
    "reviewed_on": "2026-11-20",
    "review_due_on": "2027-02-20",
    "volatile": "true",
    "autonomy": "",
}


@pytest.fixture
async def centre() -> EditedCentre:
    return await open_edited_centre()


@pytest.fixture
async def console(centre: EditedCentre, password_hash: str) -> AsyncIterator[Console]:
    await employ(centre, password_hash)
    eva = StaffMember(AgentId("eva"), "eva", "Eva", "Eva Ek", Role.EDITOR, password_hash)
    await centre.assistant.staff.add(eva)
    async with AsyncExitStack() as opened:
        yield Console(app_over(centre.assistant), centre, opened)


@pytest.fixture
async def eva(console: Console) -> Browser:
    """The editor, with a page of an article open."""
    browser = await console.signed_in("eva")
    await browser.get(f"{WASTE}/edit")
    return browser


async def sent(browser: Browser, path: str, **changes: object) -> str:
    """The form posted as the page gives it, with some changes; the address it leads to."""
    form = await page(browser, path.replace("/save", "/edit"))
    hidden = dict(re.findall(r'<input type="hidden" name="(follows[a-z_-]*)" value="([^"]*)">', form))
    fields = {"csrf_key": browser.csrf_key, **hidden, **FORM, **changes}
    response = await browser.http.post(path, data=fields)
    assert response.status_code == 303, response.text
    return str(response.headers["location"])


async def page(browser: Browser, path: str) -> str:
    response = await browser.get(path)
    assert response.status_code == 200, response.text
    return unescape(response.text)


async def restored(browser: Browser, path: str, number: int) -> None:
    """A draft begun with the text of a revision, by the button on its page."""
    form = await page(browser, f"{path}/revisions/{number}")
    (follows,) = re.findall(r'name="follows" value="(\d+)"', form)
    response = await browser.post(f"{path}/revisions/{number}/restore", {"follows": follows})
    assert response.headers["location"] == f"{path}/edit?saved=yes"


def shown_rows(text: str) -> list[str]:
    return re.findall(r'<th scope="row" lang="sv"><a [^>]*>([^<]*)</a>', text)


async def test_an_editor_begins_at_the_answers_and_has_no_desk(console: Console) -> None:
    browser = await console.browser()
    response = await browser.sign_in("eva")
    assert response.headers["location"] == "/knowledge"
    assert (await browser.get("/desk")).status_code == 403
    assert (await browser.look("waiting")).status_code == 403
    assert (await browser.get("/reports")).status_code == 403
    assert (await browser.get("/")).headers["location"] == "/knowledge"


async def test_an_agent_may_read_the_answers_but_change_none(console: Console, karin: Browser) -> None:
    text = await page(karin, WASTE)
    assert "Du ser din hämtdag" in text
    assert f"{WASTE}/edit" not in text
    assert (await karin.get(f"{WASTE}/edit")).status_code == 403
    assert (await karin.get("/knowledge/new")).status_code == 403
    for act in ("save", "preview", "publish", "discard", "withdraw", "from-file"):
        response = await karin.post(f"{WASTE}/{act}", {"follows": "0", "title": "x"})
        assert response.status_code == 403, act
    assert await console.centre.assistant.edit_knowledge.history(WASTE_ID) == ()


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", ["Vad kostar sophämtningen?", "Vilken dag hämtas mina sopor?"]),
        ("?q=kostar", ["Vad kostar sophämtningen?"]),
        ("?q=SOPBILEN+tekniska", ["Vilken dag hämtas mina sopor?"]),
        ("?q=bin+lorry", ["Vilken dag hämtas mina sopor?"]),
        ("?q=katt", []),
        ("?area=avfall_atervinning", ["Vad kostar sophämtningen?", "Vilken dag hämtas mina sopor?"]),
        ("?area=bygglov", []),
        ("?owner=Tekniska verken", ["Vad kostar sophämtningen?"]),
        ("?due=overdue", []),
        ("?due=month", ["Vad kostar sophämtningen?"]),
        ("?due=quarter", ["Vad kostar sophämtningen?", "Vilken dag hämtas mina sopor?"]),
        ("?lang=en", ["Vilken dag hämtas mina sopor?"]),
        ("?lang=en&text=missing", ["Vad kostar sophämtningen?"]),
        ("?text=unchecked", ["Vilken dag hämtas mina sopor?"]),
        ("?text=stale", []),
        ("?level=autonomous", ["Vad kostar sophämtningen?", "Vilken dag hämtas mina sopor?"]),
        ("?level=shadow", []),
        ("?state=draft", []),
        ("?state=nonsense&due=never", ["Vad kostar sophämtningen?", "Vilken dag hämtas mina sopor?"]),
    ],
)
async def test_the_list_is_narrowed_down_by_each_filter(eva: Browser, query: str, rows: list[str]) -> None:
    assert shown_rows(await page(eva, f"/knowledge{query}")) == rows


async def test_the_list_alone_is_given_to_a_page_that_asks_for_it(eva: Browser) -> None:
    response = await eva.get("/knowledge?q=kostar", HTMX)
    assert "<html" not in response.text
    assert "1 av 2 svar" in response.text


async def test_an_article_is_shown_as_the_citizen_gets_it_with_what_editors_know(eva: Browser) -> None:
    text = await page(eva, WASTE)
    for words in (
        "Du ser din hämtdag",
        "Kontakt Linköping",
        "lör 20 feb. 2027",
        "Sophämtning villa",
        "när kommer sopbilen",
    ):
        assert words in text
    assert "Vad kostar sophämtningen?" in text  # where it leads
    assert "Ingen har ändrat svaret här" in text


async def test_a_language_it_is_not_in_offers_to_translate_and_an_unknown_one_is_not_there(eva: Browser) -> None:
    assert "Översätt" in await page(eva, f"{WASTE}?lang=ar")
    assert "Du ser din hämtdag" in await page(eva, f"{WASTE}/edit?lang=ar")
    assert (await eva.get(f"{WASTE}?lang=xx")).status_code == 404
    assert (await eva.get("/knowledge/avfall_atervinning/katt")).status_code == 404
    assert (await eva.get("/knowledge/avfall_atervinning/katt/edit")).status_code == 404


async def test_while_one_writes_the_page_tells_what_it_will_look_like_and_what_is_wrong(eva: Browser) -> None:
    fields = {**FORM, "answer": "Kort.", "csrf_key": eva.csrf_key}
    response = await eva.http.post(f"{WASTE}/preview", data=fields)
    text = unescape(response.text)
    assert response.status_code == 200
    assert "det korta svaret har 5 tecken. Tillåtet: 20 till 360" in text
    assert "delen ## Kontakt saknas" in text
    assert "LIX" in text
    assert "2 saker" in text
    sound = await eva.http.post(f"{WASTE}/preview", data={**FORM, "csrf_key": eva.csrf_key})
    assert "Texten följer reglerna" in sound.text
    assert "varje vecka" in sound.text


async def test_from_a_changed_word_to_the_citizen(console: Console, centre: EditedCentre, eva: Browser) -> None:
    assert await sent(eva, f"{WASTE}/save", then="review") == f"{WASTE}/review"
    review = await page(eva, f"{WASTE}/review")
    assert "Du ser din hämtdag hos Tekniska verken. De flesta får hämtning varje vecka." in review
    follows = re.search(r'name="follows" value="(\d+)"', review)
    assert follows is not None
    response = await eva.post(f"{WASTE}/publish", {"follows": follows[1], "note": "varje vecka nu"})
    assert response.headers["location"] == f"{WASTE}?done=published"
    text = await page(eva, f"{WASTE}?done=published")
    assert "Publicerat. Medborgarna får den här texten" in text
    assert "Eva Ek" in text
    assert "varje vecka nu" in text
    assert "inaktuell" in text  # the English follows the former text
    article = await centre.article()
    assert article.answer == NEW_ANSWER
    assert article.not_to_be_confused_with == {FEE_ID: "vad det kostar"}


async def test_a_draft_with_a_grave_fault_is_kept_but_not_published(centre: EditedCentre, eva: Browser) -> None:
    await sent(eva, f"{WASTE}/save", answer="Kort.", then="review")
    review = await page(eva, f"{WASTE}/review")
    assert "Rätta först det som är markerat" in review
    opened = await centre.assistant.edit_knowledge.open(SWEDISH)
    response = await eva.post(f"{WASTE}/publish", {"follows": str(opened.follows), "note": "x"})
    assert response.headers["location"] == f"{WASTE}/review"
    assert (await centre.article()).answer == ANSWER


async def test_who_comes_second_is_told_and_overwrites_nothing(
    centre: EditedCentre, console: Console, eva: Browser
) -> None:
    await sent(eva, f"{WASTE}/save", then="edit")
    maria = await console.signed_in("maria")
    await maria.get(f"{WASTE}/edit")
    fields = {"csrf_key": maria.csrf_key, "follows": "0", **FORM, "title": "En annan titel"}
    refused = await maria.http.post(f"{WASTE}/save", data=fields)
    told = unescape(refused.text)
    assert refused.status_code == 409
    assert "<strong>Eva Ek</strong> sparade ett utkast" in told
    assert 'value="En annan titel"' in told
    assert 'name="follows" value="1"' in told
    assert "Utkastet är sparat" in await page(eva, f"{WASTE}/edit?saved=yes")
    (kept,) = await centre.assistant.edit_knowledge.history(WASTE_ID)
    assert kept.by == "eva"


async def test_an_article_is_withdrawn_and_taken_from_the_file_again(centre: EditedCentre, eva: Browser) -> None:
    await eva.post(f"{WASTE}/withdraw", {"follows": "0", "note": "fel tider"})
    assert "Tillbakadraget" in await page(eva, WASTE)
    assert shown_rows(await page(eva, "/knowledge?state=withdrawn")) == ["Vilken dag hämtas mina sopor?"]
    history = await centre.assistant.edit_knowledge.history(next(iter(centre.assistant.knowledge.workshop.texts())))
    await eva.post(f"{WASTE}/from-file", {"follows": str(history[0].number), "note": "rätt igen"})
    assert (await centre.article()).answer == ANSWER


async def test_a_draft_is_given_up(centre: EditedCentre, eva: Browser) -> None:
    await sent(eva, f"{WASTE}/save", then="edit")
    assert shown_rows(await page(eva, "/knowledge?state=draft")) == ["Vilken dag hämtas mina sopor?"]
    response = await eva.post(f"{WASTE}/discard", {"follows": "1"})
    assert response.headers["location"] == f"{WASTE}?done=discarded"
    assert shown_rows(await page(eva, "/knowledge?state=draft")) == []


async def test_a_new_article_begins_with_its_area_and_question_as_a_draft(centre: EditedCentre, eva: Browser) -> None:
    refused = await eva.post("/knowledge/new", {"area": "rymden", "title": "Vad?"})
    assert refused.status_code == 422
    assert "Välj ett område och skriv frågan" in refused.text
    begun = await eva.post("/knowledge/new", {"area": "bygglov", "title": "Får jag bygga ett växthus?"})
    assert begun.headers["location"] == "/knowledge/bygglov/far_jag_bygga_ett_vaxthus/edit"
    again = await eva.post("/knowledge/new", {"area": "bygglov", "title": "Får jag bygga ett växthus?"})
    assert again.headers["location"] == "/knowledge/bygglov/far_jag_bygga_ett_vaxthus_2/edit"
    assert "Får jag bygga ett växthus?" in await page(eva, "/knowledge?state=draft")
    assert "Inte publicerat än" in await page(eva, "/knowledge/bygglov/far_jag_bygga_ett_vaxthus")
    gone = await eva.post("/knowledge/bygglov/far_jag_bygga_ett_vaxthus/discard", {"follows": "1"})
    left = await page(eva, gone.headers["location"])
    assert "slängde utkastet" in left
    assert "Skriv det på nytt" not in left
    third = await eva.post("/knowledge/new", {"area": "bygglov", "title": "Får jag bygga ett växthus?"})
    assert third.headers["location"] == "/knowledge/bygglov/far_jag_bygga_ett_vaxthus_3/edit"
    await restored(eva, "/knowledge/bygglov/far_jag_bygga_ett_vaxthus", 1)
    assert "Får jag bygga ett växthus?" in await page(eva, "/knowledge/bygglov/far_jag_bygga_ett_vaxthus/edit")


async def test_a_translation_is_written_beside_the_swedish_and_says_who_made_sure_of_it(
    centre: EditedCentre, eva: Browser
) -> None:
    answer = "Näet noutopäivän Tekniska verkenin sivuilta.\n\n## Yhteystiedot\nSoita [013-20 60 00](tel:+4613206000)."
    fields = {"title": "Milloin?", "answer": answer, "variants": "roskat\nnoutopäivä", "made_by": "person"}
    review = await sent(eva, f"{WASTE}/save?lang=fi", **fields, then="review")
    assert 'id="publish"' in await page(eva, review)
    follows = (await centre.assistant.edit_knowledge.history(WASTE_ID))[0].number
    await eva.post(f"{WASTE}/publish?lang=fi", {"follows": str(follows), "note": "finska"})
    finnish = (await centre.article()).spoken("fi")
    assert (finnish.lang, finnish.title) == ("fi", "Milloin?")
    assert "Läst av en människa" in await page(eva, f"{WASTE}?lang=fi")


async def test_the_history_shows_what_a_revision_changed(eva: Browser) -> None:
    await sent(eva, f"{WASTE}/save", then="edit")
    await sent(eva, f"{WASTE}/save", answer=NEW_ANSWER.replace("Ring", "Kontakta"), then="edit", follows="1")
    text = await page(eva, f"{WASTE}/revisions/2")
    assert "Eva Ek" in text
    assert "Kontakta Kontakt Linköping" in text
    assert (await eva.get(f"{WASTE}/revisions/9")).status_code == 404


async def test_a_trial_tells_step_by_step_how_far_it_has_come_and_what_it_found(eva: Browser) -> None:
    await sent(eva, f"{WASTE}/save", then="review")
    events = (await eva.get(f"{WASTE}/trial")).text
    assert 'event: step\r\ndata: {"asked": 0, "questions": 2}' in events
    assert "Alla 2 frågor skulle få samma svar som nu." in unescape(events)
    await sent(eva, f"{WASTE}/save", covers=[], then="review", follows="1")
    assert "event: failed" in (await eva.get(f"{WASTE}/trial")).text


async def test_whoever_reloads_after_an_act_sees_the_article_and_does_nothing_twice(eva: Browser) -> None:
    for act in ("publish", "discard", "withdraw", "from-file"):
        assert (await eva.get(f"{WASTE}/{act}")).headers["location"] == WASTE


def line(kind: str, *parts: str) -> Line:
    """A line whose words between asterisks are marked."""
    return Line(kind, tuple((part.strip("*"), part.startswith("*")) for part in parts))


def test_a_difference_shows_what_changed_with_a_little_around_it() -> None:
    before, after = ["a", "b", "c", "d", "e", "f", "g"], ["a", "b", "c", "D", "e", "f", "g"]
    assert difference(before, after) == [
        line("gap"),
        line("same", "b"),
        line("same", "c"),
        line("removed", "d"),
        line("added", "D"),
        line("same", "e"),
        line("same", "f"),
    ]
    assert difference(before, before) == []


def test_of_a_changed_sentence_the_words_that_differ_are_marked() -> None:
    before, after = ["Soporna hämtas varannan vecka."], ["Soporna hämtas varje vecka nu."]
    assert difference(before, after) == [
        line("gap"),
        line("removed", "Soporna hämtas", "*varannan vecka."),
        line("added", "Soporna hämtas", "*varje vecka nu."),
    ]


async def test_a_translator_sees_what_has_changed_in_the_swedish_since(centre: EditedCentre, eva: Browser) -> None:
    assert "Ändrat i den svenska texten" not in await page(eva, f"{WASTE}/edit?lang=en")
    await centre.publishes(waste_draft(answer=NEW_ANSWER))
    text = await page(eva, f"{WASTE}/edit?lang=en")
    changed = text.partition("Ändrat i den svenska texten sedan dess")[2]
    assert "<mark>varje</mark>" in changed
    assert "den svenska texten har ändrats sedan översättningen gjordes" in text


async def test_links_are_written_as_titles_and_half_a_row_is_kept_and_told_of(
    centre: EditedCentre, eva: Browser
) -> None:
    links = {"related": ["Vad kostar sophämtningen?", "Finns inte"], "not_to_be_confused_with-id": [""]}
    await sent(eva, f"{WASTE}/save", **links, **{"not_to_be_confused_with-words": ["priset"]}, then="edit")
    text = await page(eva, f"{WASTE}/edit")
    assert 'value="Vad kostar sophämtningen?"' in text
    assert 'value="Finns inte"' in text
    assert 'value="priset"' in text
    draft = draft_of(SWEDISH, (await centre.assistant.edit_knowledge.open(SWEDISH)).text)
    assert draft.related == (FEE_ID, "Finns inte")


async def test_what_was_published_is_fetched_as_files_for_the_repository(centre: EditedCentre, eva: Browser) -> None:
    assert "Hämta" not in await page(eva, "/knowledge")
    await centre.publishes(waste_draft(answer=NEW_ANSWER))
    await eva.post(f"{WASTE}/withdraw?lang=en", {"follows": "0", "note": "dålig"})
    assert "Hämta 2 ändrade filer" in await page(eva, "/knowledge")
    with zipfile.ZipFile(io.BytesIO((await eva.get("/knowledge/files.zip")).content)) as archive:
        assert sorted(archive.namelist()) == ["articles/avfall_atervinning/sophamtning.md", "to-be-removed.txt"]
        assert "varje vecka" in archive.read("articles/avfall_atervinning/sophamtning.md").decode()
        assert archive.read("to-be-removed.txt").decode() == "articles/avfall_atervinning/sophamtning.en.md\n"


@pytest.mark.parametrize(
    "path",
    [
        "/knowledge/rymden/raket",
        "/knowledge/bygglov/altan.en",
        "/knowledge/bygglov/Altan",
        "/knowledge/bygglov/altan?lang=de",
    ],
)
async def test_where_no_answer_can_be_there_is_none_and_nothing_is_saved(
    centre: EditedCentre, eva: Browser, path: str
) -> None:
    address = path.replace("?", "/save?") if "?" in path else f"{path}/save"
    response = await eva.post(address, {"follows": "0", "title": "Vad?"})
    assert response.status_code == 404
    assert "Gå till svaren" in unescape(response.text)


async def test_whoever_signs_in_again_is_back_where_the_work_was(console: Console, centre: EditedCentre) -> None:
    browser = await console.browser()
    asked = await browser.get(f"{WASTE}/edit?lang=ar")
    assert asked.headers["location"] == f"/signin?to={quote(f'{WASTE}/edit?lang=ar')}"
