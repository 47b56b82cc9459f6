"""Where somebody may be watching, the page can be left at once (requirement E-08)."""

import re

import pytest

from assistant.services.conclusion import WATCHED_AREAS
from assistant.settings import PROJECT
from assistant.web.reader import EXIT_URL, NAMES
from tests.unit.web.site import article_on, read, site_of

AREA = "vald_i_nara_relation"
ACUTE = article_on("akut", "Vad gör jag om någon slår mig?", AREA, en="What do I do if somebody hits me?")
WASTE = article_on("sopor", "När hämtas soporna?")
SWEDISH = "Lämna sidan snabbt"


def test_violence_in_close_relations_is_among_the_watched_areas() -> None:
    assert AREA in WATCHED_AREAS


@pytest.mark.parametrize("lang", NAMES)
@pytest.mark.parametrize("path", [AREA, f"{AREA}/akut"])
async def test_the_way_out_stands_first_on_the_page_in_the_readers_language(lang: str, path: str) -> None:
    async with site_of([ACUTE, WASTE]) as http:
        text = await read(http, f"/answers/{lang}/{path}")
    before, _, rest = text.partition(f'<a class="quick-exit" href="{EXIT_URL}"')
    assert rest, "no way out"
    assert "<header" not in before
    words = re.search(r">([^<]+)</a></p>\s*<p class=\"leave-hint\" id=\"history-remains\">([^<]+)</p>", rest)
    assert words is not None
    is_swedish = lang.startswith("sv")
    assert (words[1] == SWEDISH) is is_swedish
    assert ("Webbläsarens historik finns kvar." in words[2]) is is_swedish
    assert (words[1] == "Leave this page quickly") is (lang == "en")
    assert '<script src="/static/quick-exit.js" defer></script>' in text


async def test_the_chat_leads_to_the_same_place() -> None:
    async with site_of([ACUTE]) as http:
        text = await read(http, f"/answers/sv/{AREA}/akut")
    assert f'exit-url="{EXIT_URL}"' in text
    assert f'"{EXIT_URL}"' in (PROJECT / "assistant/widget/settings.ts").read_text("utf-8")


@pytest.mark.parametrize("path", ["", "/avfall_atervinning", "/avfall_atervinning/sopor"])
async def test_other_pages_are_without_it(path: str) -> None:
    async with site_of([ACUTE, WASTE]) as http:
        text = await read(http, f"/answers/sv{path}")
    assert SWEDISH not in text
    assert "quick-exit" not in text
