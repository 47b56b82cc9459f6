"""A search on the pages of answers gives what is near, in the language it can be read in, and no more than that."""

from collections.abc import AsyncIterator

import httpx
import pytest

from assistant.domain.knowledge import Candidate
from assistant.web.finding import LEAST_OF_BEST, LEAST_OF_OTHERS
from tests.unit.web.site import article_on, read, site_of

LEASH = article_on("koppel", "Var måste jag ha hunden kopplad?", en="Where must I keep my dog on a lead?")
REGISTER = article_on("register", "Måste jag registrera min hund?", fi="Täytyykö koira rekisteröidä?")
STALL = article_on("torg", "Hur hyr jag en plats på torget?", en="How do I rent a stall?", fi="Miten vuokraan paikan?")
FOUND = {
    "hund": (Candidate(LEASH.id, 0.2), Candidate(REGISTER.id, 0.1), Candidate(STALL.id, 0.0001)),
    "koira": (Candidate(STALL.id, 0.053), Candidate(LEASH.id, 0.01)),
    "torg": (Candidate(STALL.id, LEAST_OF_BEST), Candidate(LEASH.id, LEAST_OF_OTHERS)),
    "x" * 3900: (Candidate(STALL.id, 0.32),),
    "xxx": (Candidate(STALL.id, 0.32),),
    "112": (Candidate(STALL.id, 0.9),),
    "ö": (Candidate(STALL.id, 0.9),),
    "???": (Candidate(STALL.id, 0.9),),
}


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with site_of([LEASH, REGISTER, STALL], FOUND) as client:
        yield client


async def found_by(http: httpx.AsyncClient, lang: str, words: str) -> str:
    """What stands between the field and the areas."""
    text = await read(http, f"/answers/{lang}", q=words)
    return text.partition("</form>")[2].partition('class="all-areas"')[0]


async def test_what_is_near_is_listed_and_what_is_far_is_not(http: httpx.AsyncClient) -> None:
    found = await found_by(http, "sv", "hund")
    assert found.index(LEASH.title) < found.index(REGISTER.title)
    assert STALL.title not in found
    assert "Finns bara" not in found


async def test_a_bound_is_kept_by_what_just_reaches_it(http: httpx.AsyncClient) -> None:
    found = await found_by(http, "sv", "torg")
    assert STALL.title in found
    assert LEASH.title in found


@pytest.mark.parametrize(
    ("lang", "heading", "links"),
    [
        ("fi", "Vain ruotsiksi ja englanniksi", ["/answers/fi/{1}", "/answers/en/{0}"]),
        ("ar", "بالسويدية والإنجليزية فقط", ["/answers/en/{0}", "/answers/sv/{1}"]),
        ("sv-simple", "Finns bara på vanlig svenska", ["/answers/sv/{0}", "/answers/sv/{1}"]),
        ("en", "Only in Swedish", ["/answers/en/{0}", "/answers/sv/{1}"]),
    ],
)
async def test_what_is_not_in_the_readers_language_stands_apart_and_leads_to_english_or_swedish(
    http: httpx.AsyncClient, lang: str, heading: str, links: list[str]
) -> None:
    found = await found_by(http, lang, "hund")
    assert heading in found
    addresses = [link.format("avfall_atervinning/koppel", "avfall_atervinning/register") for link in links]
    places = [found.index(f'href="{address}"') for address in addresses]
    assert places == sorted(places)


async def test_a_title_in_another_language_says_so_and_which_way_it_reads(http: httpx.AsyncClient) -> None:
    found = await found_by(http, "ar", "hund")
    assert '<span lang="en" dir="ltr">Where must I keep my dog on a lead?</span>' in found


@pytest.mark.parametrize("words", ["koira", "x" * 3900, "xxx", "???", "något helt annat"])
async def test_where_nothing_is_near_one_is_told_what_else_to_do(http: httpx.AsyncClient, words: str) -> None:
    found = await found_by(http, "sv", words)
    assert "Vi hittar inget om det" in found
    assert "fråga i chatten" in found
    assert '<a href="tel:+4613206000"><bdi>013-20 60 00</bdi></a>' in found
    assert STALL.title not in found


@pytest.mark.parametrize("words", ["112", "ö"])
async def test_numbers_and_short_words_are_looked_for(http: httpx.AsyncClient, words: str) -> None:
    assert STALL.title in await found_by(http, "sv", words)
