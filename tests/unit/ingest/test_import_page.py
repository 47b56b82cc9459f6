"""A web page becomes a draft that an editor must finish."""

from collections.abc import Iterator
from datetime import date

import httpx
import pytest

from assistant.domain.article_draft import ArticleDraft
from assistant.domain.errors import RefusedError, UnavailableError
from assistant.domain.revision import slug_of
from assistant.ingest.article_file import text_of
from assistant.ingest.front_matter import take_apart
from assistant.ingest.import_page import Page, Skipped, draft_from, drafts_at, sitemap_addresses

TODAY = date(2026, 11, 25)
ADDRESS = "https://www.example.se/bygga/altan"
MARKUP = """<!doctype html><html lang="sv"><head><title>Altan och trädäck - Kommunen</title>
<meta property="og:title" content="Altan och trädäck"></head><body>
<nav><a href="/">Start</a><a href="/bygga">Bygga och bo</a></nav>
<main><article><h1>Altan och trädäck</h1>
<p>Du kan behöva bygglov för en altan. Det beror på hur hög den är och hur nära grannen den ligger.</p>
<h2>Så ansöker du</h2>
<ul><li>Rita en skiss över tomten med alla mått.</li><li>Skicka in ansökan i vår e-tjänst på webben.</li></ul>
<p>Vi hör av oss när vi har börjat med ditt ärende, och du får ett beslut med posten. Läs mer hos
<a href="https://www.boverket.se">Boverket</a> eller på <a href="/kontakt">vår kontaktsida</a>.</p>
</article></main><footer>Kakor och annat</footer></body></html>""".encode()


def test_the_pages_main_text_is_the_draft_and_its_source_is_named() -> None:
    draft = draft_from(Page(ADDRESS, MARKUP), "bygglov", TODAY)
    assert draft.place.article == "bygglov.altan_och_tradack"
    assert draft.title == "Altan och trädäck"
    assert draft.answer.startswith("Du kan behöva bygglov för en altan.")
    assert "## Kontakt" in draft.answer
    assert "[Boverket](https://www.boverket.se)" in draft.answer
    assert "[vår kontaktsida](https://www.example.se/kontakt)" in draft.answer
    assert "Kakor" not in draft.answer
    assert draft.source == {"title": "Altan och trädäck", "url": ADDRESS, "seen": "hämtad 2026-11-25"}
    assert draft.volatile


def test_a_draft_cannot_be_published_by_mistake_because_an_editors_part_is_empty() -> None:
    draft = draft_from(Page(ADDRESS, MARKUP), "bygglov", TODAY)
    sheet = take_apart(text_of(draft), draft.place.file)
    assert (draft.covers, draft.variants, draft.owner, draft.keywords) == ((), (), "", "")
    assert "owner" not in sheet.fields


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(RefusedError, match="no text can be found"):
        draft_from(Page(ADDRESS, b"<html><body></body></html>"), "bygglov", TODAY)


@pytest.mark.parametrize(
    ("title", "slug"), [("Sök förskola – så gör du!", "sok_forskola_sa_gor_du"), ("???", "utan_titel")]
)
def test_a_title_makes_a_files_name(title: str, slug: str) -> None:
    assert slug_of(title) == slug


OWN = "https://www.example.se"
PICTURES = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'


def sitemap_of(*addresses: str) -> bytes:
    """Each page with a picture of its own."""
    picture = "<image:image><image:loc>https://www.example.se/altan.jpg</image:loc></image:image>"
    rows = "".join(f"<url><loc> {address} </loc>{picture}</url>" for address in addresses)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0"?><urlset xmlns="{space}" {PICTURES}>{rows}</urlset>'.encode()


INDEX = b"<sitemapindex><sitemap><loc>https://www.example.se/sitemap.xml</loc></sitemap></sitemapindex>"
PIECE = b"x" * 1_000_000


class Site:
    """A small website that keeps a record of what it was asked, and of how many pieces of its endless page it sent."""

    def __init__(self, *listed: str) -> None:
        self.listed = listed
        self.asked: list[str] = []
        self.sent = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        match request.url.path:
            case "/sitemap.xml":
                return httpx.Response(200, content=sitemap_of(*self.listed))
            case "/index.xml":
                return httpx.Response(200, content=INDEX)
            case "/gone":
                return httpx.Response(404)
            case "/empty":
                return httpx.Response(200, content=b"<html><body></body></html>")
            case "/endless":
                return httpx.Response(200, content=self._endless())
            case path if path.startswith("/to/"):
                return httpx.Response(302, headers={"Location": path.removeprefix("/to/")}, content=self._endless())
            case _:
                return httpx.Response(200, content=MARKUP)

    def _endless(self) -> Iterator[bytes]:
        while True:
            self.sent += 1
            yield PIECE

    def drafts(self, path: str, limit: int = 9) -> list[ArticleDraft | Skipped]:
        client = httpx.Client(transport=httpx.MockTransport(self))
        address = f"{OWN}{path}" if path.startswith("/") else path
        return list(drafts_at(client, address, "bygglov", TODAY, limit))


def sources(found: list[ArticleDraft | Skipped]) -> list[str]:
    return [one.source["url"] for one in found if isinstance(one, ArticleDraft)]


def reasons(found: list[ArticleDraft | Skipped]) -> list[str]:
    return [one.why for one in found if isinstance(one, Skipped)]


def test_a_sitemap_gives_its_pages_not_their_pictures_and_no_more_than_asked_for() -> None:
    found = Site(f"{OWN}/0", f"{OWN}/1", f"{OWN}/2").drafts("/sitemap.xml", limit=2)
    assert sources(found) == [f"{OWN}/0", f"{OWN}/1"]
    assert reasons(found) == []


def test_a_page_gives_itself() -> None:
    assert sources(Site().drafts(ADDRESS)) == [ADDRESS]


def test_a_page_may_have_moved_and_its_new_address_is_the_source() -> None:
    assert sources(Site().drafts("/to/https://elsewhere.example/altan")) == ["https://elsewhere.example/altan"]


def test_a_bad_page_of_a_sitemap_is_skipped_with_its_reason_and_the_rest_goes_on() -> None:
    found = Site(f"{OWN}/gone", f"{OWN}/0", f"{OWN}/empty", f"{OWN}/endless", "/own", f"{OWN}/1").drafts("/sitemap.xml")
    assert sources(found) == [f"{OWN}/0", f"{OWN}/1"]
    assert reasons(found) == [
        f"{OWN}/gone cannot be fetched: Client error '404 Not Found' for url '{OWN}/gone'",
        f"no text can be found on {OWN}/empty",
        f"{OWN}/endless has more than 5000000 bytes",
        "/own is not fetched; allowed: addresses that begin with https:// and http://",
    ]


@pytest.mark.parametrize("through", ["", f"{OWN}/to/"], ids=["listed", "redirected to"])
@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("https://inner.example/admin", "allowed: addresses at the sitemap's own host, www.example.se"),
        ("http://127.0.0.1:6379/", "allowed: addresses at the sitemap's own host, www.example.se"),
        ("https://www.example.se@inner.example/", "allowed: addresses at the sitemap's own host, www.example.se"),
        ("https://www.example.se.inner.example/", "allowed: addresses at the sitemap's own host, www.example.se"),
        ("file:///etc/passwd", "allowed: addresses that begin with https:// and http://"),
        ("ftp://www.example.se/altan", "allowed: addresses that begin with https:// and http://"),
        ("https://[::1", "cannot be fetched: Invalid"),
    ],
)
def test_a_sitemap_leads_to_no_other_host_and_nothing_is_asked_there(through: str, address: str, why: str) -> None:
    site = Site(f"{through}{address}")
    (reason,) = reasons(site.drafts("/sitemap.xml"))
    assert why in reason
    assert {httpx.URL(asked).host for asked in site.asked} == {"www.example.se"}
    assert len(site.asked) == (2 if through else 1)
    assert site.sent == 0


def test_a_sitemap_that_has_moved_is_at_home_where_it_is_now() -> None:
    site = Site("https://new.example/0", f"{OWN}/1")
    found = site.drafts("/to/https://new.example/sitemap.xml")
    assert sources(found) == ["https://new.example/0"]
    assert "own host, new.example" in reasons(found)[0]


def test_a_sitemap_in_a_sitemap_is_not_taken_for_a_page() -> None:
    (reason,) = reasons(Site(f"{OWN}/0").drafts("/index.xml"))
    assert reason == f"{OWN}/sitemap.xml is a sitemap in a sitemap; import it by its own address"


def test_an_endless_page_is_left_as_soon_as_it_is_too_large() -> None:
    site = Site()
    with pytest.raises(RefusedError, match="more than 5000000 bytes"):
        site.drafts("/endless")
    assert site.sent == 6


@pytest.mark.parametrize("address", ["ftp://www.example.se/altan", "file:///etc/passwd", "https:///altan"])
def test_an_address_that_is_none_of_the_webs_is_refused(address: str) -> None:
    site = Site()
    with pytest.raises(RefusedError, match="allowed: addresses that begin with https:// and http://"):
        site.drafts(address)
    assert site.asked == []


def test_what_cannot_be_had_is_told() -> None:
    with pytest.raises(UnavailableError, match="cannot be fetched"):
        Site().drafts("/gone")
    with pytest.raises(UnavailableError, match="redirects more than 10 times"):
        Site().drafts("/to/" * 12)


def test_what_is_no_sitemap_lists_no_addresses_and_reads_nothing_from_elsewhere() -> None:
    attack = b'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>&x;</loc></url></urlset>'
    assert sitemap_addresses(b"<rss></rss>") == ()
    assert sitemap_addresses(b"not xml") == ()
    assert "root" not in " ".join(sitemap_addresses(attack))
