"""The answers as pages: in the reader's language, with the Swedish at hand, and for machines."""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from html import unescape

import httpx
import pytest

from assistant.domain.knowledge import Maker
from assistant.ingest.article_file import draft_of
from assistant.web.app import app_over
from assistant.wording.markdown import to_html
from tests.editing import (
    ANSWER,
    BIN_QUESTION,
    ENGLISH_TEXT,
    IN_ARABIC,
    IN_ENGLISH,
    SWEDISH,
    WASTE_QUESTION,
    EditedCentre,
    open_edited_centre,
    waste_draft,
)

WASTE = "avfall_atervinning/sophamtning"
ARABIC_ANSWER = "يمكنك معرفة يوم الجمع لدى Tekniska verken.\n\n## للتواصل\nاتصل على [013-20 60 00](tel:+4613206000)."


@pytest.fixture
async def centre() -> EditedCentre:
    return await open_edited_centre()


@pytest.fixture
async def http(centre: EditedCentre) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app_over(centre.assistant))
    async with httpx.AsyncClient(transport=transport, base_url="http://kontakt.test") as client:
        yield client


async def page(http: httpx.AsyncClient, path: str, status: int = 200) -> str:
    response = await http.get(path)
    assert response.status_code == status, response.text
    return unescape(response.text)


async def test_the_answers_begin_in_swedish_with_the_areas_that_have_any(http: httpx.AsyncClient) -> None:
    assert (await http.get("/answers")).headers["location"] == "/answers/sv"
    text = await page(http, "/answers/sv")
    assert '<html lang="sv" dir="ltr">' in text
    assert "/answers/sv/avfall_atervinning" in text
    assert "/answers/sv/bygglov" not in text


async def test_a_search_gives_the_nearest_answers_in_the_readers_language_before_the_areas(
    http: httpx.AsyncClient,
) -> None:
    text = await page(http, f"/answers/sv?q={WASTE_QUESTION}")
    assert "Närmast det du skrev" in text
    assert text.index(f"/answers/sv/{WASTE}") < text.index('class="areas"')
    assert f'value="{WASTE_QUESTION}"' in text
    english = await page(http, f"/answers/en?q={BIN_QUESTION}")
    assert "What day is my rubbish collected?" in english.partition('class="areas"')[0]


async def test_a_search_that_finds_nothing_says_so_and_what_to_do(http: httpx.AsyncClient) -> None:
    text = await page(http, "/answers/sv?q=zzz<script>")
    assert "Vi hittar inget om det" in text
    assert "fråga i chatten" in text
    raw = (await http.get("/answers/sv?q=<script>")).text
    assert "<script>" not in raw.partition("<main")[2]


async def test_an_area_lists_its_questions_and_who_answers_for_it(http: httpx.AsyncClient) -> None:
    text = await page(http, "/answers/sv/avfall_atervinning")
    assert f'href="/answers/sv/{WASTE}"' in text
    assert "Vem ansvarar" in text


async def test_an_area_lists_what_is_in_the_readers_language_before_what_is_not(http: httpx.AsyncClient) -> None:
    english, _, rest = (await page(http, "/answers/en/avfall_atervinning")).partition("Only in Swedish")
    assert "What day is my rubbish collected?" in english
    assert 'href="/answers/sv/avfall_atervinning/sopavgift" hreflang="sv"><span lang="sv" dir="ltr">' in rest
    arabic = await page(http, "/answers/ar/avfall_atervinning")
    assert 'href="/answers/en/avfall_atervinning/sophamtning" hreflang="en"' in arabic
    assert "Finns bara" not in await page(http, "/answers/sv/avfall_atervinning")


async def test_an_answer_has_its_parts_source_and_day_of_review(http: httpx.AsyncClient) -> None:
    text = await page(http, f"/answers/sv/{WASTE}")
    assert '<section class="part short">' in text
    assert "<h2>Kontakt</h2>" in text
    assert "granskad 20 november 2026" in text
    assert "Uppgifterna kan ha ändrats" in text
    assert "Vad kostar sophämtningen?" in text
    assert "översättning" not in text.partition("<main")[2]


async def test_a_translation_says_so_in_its_own_language_with_the_day_of_the_original_and_the_way_to_it(
    http: httpx.AsyncClient,
) -> None:
    text = await page(http, f"/answers/en/{WASTE}")
    assert '<article lang="en"' in text
    assert "This is a translation. The Swedish text of 20 November 2026 applies." in text
    assert "Nobody who speaks the language has read it yet." in text
    assert f'<a href="/answers/sv/{WASTE}" hreflang="sv">Read it in Swedish</a>' in text


async def test_arabic_reads_from_right_to_left_with_numbers_kept_together(
    http: httpx.AsyncClient, centre: EditedCentre
) -> None:
    """Requirement A-20."""
    arabic = replace(draft_of(IN_ENGLISH, ENGLISH_TEXT), place=IN_ARABIC, title="متى؟", answer=ARABIC_ANSWER)
    await centre.publishes(replace(arabic, made_by=Maker.PERSON))
    text = await page(http, f"/answers/ar/{WASTE}")
    assert '<html lang="ar" dir="rtl">' in text
    assert "للتواصل" in text
    assert "اقرأ بالسويدية" in text
    assert "أُنجزت الترجمة آلياً" not in text
    assert f'hreflang="ar" href="/answers/ar/{WASTE}"' in text


async def test_a_stale_translation_can_be_read_and_says_that_the_swedish_has_changed(
    http: httpx.AsyncClient, centre: EditedCentre
) -> None:
    await centre.publishes(waste_draft(title="Vilken dag kommer sopbilen?"))
    text = await page(http, f"/answers/en/{WASTE}")
    assert "The Swedish text has changed since." in text
    assert "You see your collection day" in text


async def test_an_answer_that_is_not_in_the_language_is_shown_in_english_and_says_so(http: httpx.AsyncClient) -> None:
    text = await page(http, f"/answers/ar/{WASTE}")
    assert "هذه الإجابة غير متوفرة بالعربية بعد. تُعرض هنا بالإنجليزية." in text
    assert '<article lang="en" dir="ltr">' in text
    assert f'<a href="/answers/en/{WASTE}" hreflang="en">اقرأ بالإنجليزية</a>' in text
    assert f'<a href="/answers/sv/{WASTE}" hreflang="sv">اقرأ بالسويدية</a>' in text
    assert f'<a href="/answers/ar/{WASTE}" lang="ar" hreflang="ar" dir="auto" aria-current="true">' in text
    assert f'rel="alternate" hreflang="ar" href="/answers/ar/{WASTE}"' not in text


@pytest.mark.parametrize(
    ("lang", "note"),
    [
        ("en", "This answer is not in your language yet. It is shown in Swedish."),
        ("fi", "Tämä vastaus ei ole vielä suomeksi. Se näytetään ruotsiksi."),
        ("sv-simple", "Det här svaret finns inte på lättläst svenska än. Här är den vanliga texten."),
    ],
)
async def test_an_answer_that_is_only_in_swedish_is_shown_in_swedish_and_says_so(
    http: httpx.AsyncClient, lang: str, note: str
) -> None:
    text = await page(http, f"/answers/{lang}/avfall_atervinning/sopavgift")
    assert note in text
    assert '<article lang="sv" dir="ltr">' in text
    assert 'aria-current="true"' in text


async def test_english_that_no_longer_follows_the_swedish_is_not_shown_in_its_place(
    http: httpx.AsyncClient, centre: EditedCentre
) -> None:
    await centre.publishes(waste_draft(title="Vilken dag kommer sopbilen?"))
    text = await page(http, f"/answers/fi/{WASTE}")
    assert '<article lang="sv" dir="ltr">' in text
    assert f'<a href="/answers/en/{WASTE}" hreflang="en">Lue englanniksi</a>' in text


async def test_easy_swedish_falls_back_on_swedish_also_where_there_is_english(http: httpx.AsyncClient) -> None:
    text = await page(http, f"/answers/sv-simple/{WASTE}")
    assert '<article lang="sv" dir="ltr">' in text
    assert "Läs på engelska" not in text
    assert "Läs den vanliga texten" not in text


@pytest.mark.parametrize(
    "path", ["/answers/de", "/answers/xx/faq.jsonld", "/answers/xx/avfall_atervinning/sophamtning"]
)
async def test_a_language_that_there_are_no_answers_in_is_told_in_swedish_and_english(
    http: httpx.AsyncClient, path: str
) -> None:
    text = await page(http, path, 404)
    assert "Vi har inga svar på det språket" in text
    assert "We have no answers in that language" in text
    assert "013-20 60 00" in text


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/answers/SV", "/answers/sv"),
        ("/answers/Sv-Simple?q=sopor", "/answers/sv-simple?q=sopor"),
        ("/answers/EN/faq.jsonld", "/answers/en/faq.jsonld"),
        (f"/answers/AR/{WASTE}", f"/answers/ar/{WASTE}"),
    ],
)
async def test_a_language_in_other_letters_is_led_to_its_own_address(
    http: httpx.AsyncClient, asked: str, led_to: str
) -> None:
    response = await http.get(asked)
    assert (response.status_code, response.headers["location"]) == (308, led_to)


@pytest.mark.parametrize("path", ["/answers/sv/rymden", "/answers/sv/bygglov/katt"])
async def test_what_is_not_there_is_told_with_a_way_on(http: httpx.AsyncClient, path: str) -> None:
    text = await page(http, path, 404)
    assert "Det finns inget sådant svar" in text
    assert 'href="/answers/sv"' in text


async def test_a_withdrawn_answer_has_no_page(http: httpx.AsyncClient, centre: EditedCentre) -> None:
    await centre.assistant.edit_knowledge.withdraw(SWEDISH, 0, centre.elsa, "fel")
    await page(http, f"/answers/sv/{WASTE}", 404)


async def test_machines_get_an_answer_as_a_page_of_questions(http: httpx.AsyncClient) -> None:
    response = await http.get(f"/answers/sv/{WASTE}")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', response.text, re.DOTALL)
    assert found is not None
    faq = json.loads(found[1])
    assert (faq["@type"], faq["inLanguage"]) == ("FAQPage", "sv")
    (question,) = faq["mainEntity"]
    assert question["name"] == "Vilken dag hämtas mina sopor?"
    assert question["acceptedAnswer"]["text"] == to_html(ANSWER)


async def test_machines_get_all_answers_of_a_language_with_their_addresses_on_this_site(
    http: httpx.AsyncClient,
) -> None:
    """The addresses are paths: what a request says of its host is anybody's to write."""
    told = {"Host": "evil.example"}
    swedish = await http.get("/answers/sv/faq.jsonld", headers=told)
    english = (await http.get("/answers/en/faq.jsonld")).json()
    assert swedish.headers["content-type"].startswith("application/ld+json")
    assert {one["url"] for one in swedish.json()["mainEntity"]} == {
        "/answers/sv/avfall_atervinning/sophamtning",
        "/answers/sv/avfall_atervinning/sopavgift",
    }
    assert [one["name"] for one in english["mainEntity"]] == ["What day is my rubbish collected?"]


async def test_machines_get_what_an_editor_has_published(http: httpx.AsyncClient, centre: EditedCentre) -> None:
    assert "Vilken dag kommer sopbilen?" not in (await http.get("/answers/sv/faq.jsonld")).text
    await centre.publishes(waste_draft(title="Vilken dag kommer sopbilen?"))
    assert "Vilken dag kommer sopbilen?" in (await http.get("/answers/sv/faq.jsonld")).text


async def test_machines_get_the_catalogue_in_the_shape_of_the_public_service_vocabulary(
    http: httpx.AsyncClient, centre: EditedCentre
) -> None:
    """CPSV-AP 3.2: what a public service must have, and every reference leads to something in the document."""
    response = await http.get("/answers/catalogue.jsonld")
    assert response.headers["content-type"].startswith("application/ld+json")
    graph = response.json()["@graph"]
    there = {node["@id"] for node in graph}
    services = [node for node in graph if node["@type"] == "cpsv:PublicService"]
    assert len(services) == len(centre.assistant.catalogue.services)
    for service in services:
        for needed in ("dct:identifier", "dct:title", "dct:description", "cv:hasCompetentAuthority"):
            assert service[needed], (service["@id"], needed)
        assert service["cv:hasCompetentAuthority"]["@id"] in there
        assert {channel["@id"] for channel in service["cv:hasChannel"]} <= there
        assert {words["@language"] for words in service["dct:title"]} == {"sv", "en"}
    kinds = {str(node["@type"]).partition(":")[2] for node in graph}
    assert kinds == {"PublicService", "PublicOrganisation", "Channel", "ContactPoint", "Concept", "TemporalEntity"}
    prefixes = set(response.json()["@context"])
    assert {key.partition(":")[0] for node in graph for key in node if ":" in key} <= prefixes
