"""The open data: made once an edition, beside the requests, and with the day on which an address was confirmed."""

import json
from dataclasses import replace
from datetime import date

import pytest

from assistant.adapters.memory.knowledge import ToldSearch
from assistant.domain.catalogue import Catalogue, Channel, ChannelKind, Unconfirmed
from assistant.domain.knowledge import ArticleId
from assistant.services.open_data import FaqPages, catalogue_graph
from tests.centre import WASTE, Centre, knowing
from tests.editing import open_edited_centre, waste_draft


class Addresses:
    """Where articles can be read, and how often that was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def of(self, article: ArticleId, lang: str) -> str:
        self.asked += 1
        return f"/{lang}/{article}"


async def test_a_page_of_all_answers_is_made_once_for_each_language(centre: Centre) -> None:
    addresses = Addresses()
    pages = FaqPages(knowing(centre, ToldSearch({}), WASTE), addresses.of)
    first = await pages.page("sv")
    assert json.loads(first)["mainEntity"][0]["url"] == "/sv/avfall_atervinning.sophamtning"
    assert await pages.page("sv") is first
    assert addresses.asked == 1
    english = json.loads(await pages.page("en"))
    assert (english["inLanguage"], english["mainEntity"]) == ("en", [])
    assert await pages.page("sv") is first


async def test_what_an_editor_publishes_is_in_the_next_page_of_every_language() -> None:
    centre = await open_edited_centre()
    pages = FaqPages(centre.assistant.knowledge, Addresses().of)
    before = {lang: await pages.page(lang) for lang in ("sv", "en")}
    await centre.publishes(waste_draft(title="Vilken dag kommer sopbilen?"))
    after = {lang: json.loads(await pages.page(lang)) for lang in ("sv", "en")}
    assert b"Vilken dag kommer sopbilen?" not in before["sv"]
    assert [one["name"] for one in after["sv"]["mainEntity"]][-1] == "Vilken dag kommer sopbilen?"
    assert json.loads(before["en"])["mainEntity"]
    assert after["en"]["mainEntity"] == []  # it no longer follows the Swedish


@pytest.mark.parametrize(
    ("checked", "modified"),
    [(date(2026, 11, 1), "2026-11-01"), (Unconfirmed(2021), None), (Unconfirmed(), None), (None, None)],
)
def test_the_day_an_address_was_confirmed_goes_with_it(
    checked: date | Unconfirmed | None, modified: str | None
) -> None:
    channel = Channel("phone", ChannelKind.PHONE, {"sv": "Ring", "en": "Phone"}, "013-20 60 00")
    graph = catalogue_graph(Catalogue(channels={"phone": replace(channel, checked=checked)}))["@graph"]
    (contact,) = [node for node in graph if node["@type"] == "cv:ContactPoint"]
    assert contact["cv:telephone"] == "013-20 60 00"
    assert contact.get("dct:modified") == modified
