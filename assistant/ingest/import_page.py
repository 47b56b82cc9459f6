"""A page of somebody's website made into the draft of an article, with its source. An editor does the rest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import httpx
import trafilatura
from lxml import etree

from assistant.domain.answer_parts import HEADINGS, PartKind
from assistant.domain.article_draft import ArticleDraft
from assistant.domain.errors import RefusedError, UnavailableError
from assistant.domain.knowledge import ORIGINAL, ArticleId
from assistant.domain.revision import Place, slug_of
from assistant.ingest.answer_rules import LONGEST_SHORT

LARGEST_BYTES = 5_000_000
PATIENCE_SECONDS = 20.0
MOST_REDIRECTS = 10
SCHEMES = ("https", "http")
AGENT = "Kontakt knowledge base import"
FIRST_REVIEW = timedelta(days=90)
_HEADING = re.compile(r"^#{1,6}\s+(.*)$", re.MULTILINE)
# No bracket opens within these, so that a page of nothing else is read once and not once for each.
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^)\[]*\)")
_RELATIVE_LINK = re.compile(r"\[([^\[\]]*)\]\((?!https://|tel:|mailto:|sms:)[^)\[]*\)")
_LISTED = {"urlset": "url", "sitemapindex": "sitemap"}
"""Of a sitemap's two kinds, the elements whose `loc` is an address it lists (sitemaps.org, protocol 0.9)."""
_END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came: its address (a file's is the one it names itself), and its markup."""

    url: str
    markup: bytes


@dataclass(frozen=True, slots=True)
class Skipped:
    """A page of a sitemap that no draft was made of. `why` names its address."""

    why: str


def fetch(client: httpx.Client, url: str, host: str = "") -> Page:
    """The page, at most `LARGEST_BYTES` of it. Where a `host` is named no other is asked, wherever redirects lead.

    Raises:
        UnavailableError: it cannot be had.
        RefusedError: it is too large, at another host, or its address is none of the web's.
    """
    asked = url
    for _ in range(MOST_REDIRECTS + 1):
        found = _ask(client, asked, host)
        if isinstance(found, Page):
            return found
        asked = found
    raise UnavailableError(f"{url} cannot be fetched: it redirects more than {MOST_REDIRECTS} times")


def _ask(client: httpx.Client, url: str, host: str) -> Page | str:
    """The page, or the address that it redirects to, of which nothing has been asked yet."""
    told = {"User-Agent": AGENT}
    try:
        _refuse_elsewhere(url, host)
        with client.stream("GET", url, follow_redirects=False, timeout=PATIENCE_SECONDS, headers=told) as answer:
            if answer.next_request is not None:
                return str(answer.next_request.url)
            answer.raise_for_status()
            return Page(str(answer.url), _body_of(answer))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error).partition("\n")[0]
        raise UnavailableError(f"{url} cannot be fetched: {reason}") from error


def _refuse_elsewhere(url: str, host: str) -> None:
    address = httpx.URL(url)
    if address.scheme not in SCHEMES or not address.host:
        allowed = " and ".join(f"{scheme}://" for scheme in SCHEMES)
        raise RefusedError(f"{url} is not fetched; allowed: addresses that begin with {allowed}")
    if host and address.host != host:
        raise RefusedError(f"{url} is not fetched; allowed: addresses at the sitemap's own host, {host}")


def _body_of(answer: httpx.Response) -> bytes:
    """Raises RefusedError as soon as there is too much of it: what is left is never sent for."""
    body = bytearray()
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > LARGEST_BYTES:
            raise RefusedError(f"{answer.url} has more than {LARGEST_BYTES} bytes")
    return bytes(body)


def from_file(file: Path) -> Page:
    """A page kept in a file. Raises RefusedError when there is none."""
    try:
        return Page("", file.read_bytes())
    except OSError as error:
        raise RefusedError(f"{file} cannot be read: {error.strerror}") from error


def sitemap_addresses(markup: bytes) -> Sequence[str]:
    """The pages (or sitemaps) that a sitemap lists, not their pictures; none when it is something else.

    Nothing outside it is read.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(markup, parser)
    except etree.XMLSyntaxError:
        return ()
    name = etree.QName(root)
    if name.localname not in _LISTED:
        return ()
    within = f"{{{name.namespace}}}" if name.namespace else ""
    listed = root.iterfind(f"{within}{_LISTED[name.localname]}/{within}loc")
    return tuple(loc.text.strip() for loc in listed if loc.text)


def draft_from(page: Page, area: str, today: date) -> ArticleDraft:
    """The draft of an article of the page's main text, without navigation, adverts and the like (trafilatura).

    What only an editor can know is left empty, so that it cannot be published by mistake.

    Raises:
        RefusedError: there is no text to be found on the page.
    """
    text = trafilatura.extract(
        page.markup, url=page.url or None, output_format="markdown", include_links=True, include_tables=False
    )
    if not text:
        raise RefusedError(f"no text can be found on {page.url or 'the page'}")
    about = trafilatura.extract_metadata(page.markup, default_url=page.url or None)
    title = str(about.title or "") if about else ""
    seen = f"hämtad {today.isoformat()}" + (f", sidan daterad {about.date}" if about and about.date else "")
    return ArticleDraft(
        place=Place(ArticleId(f"{area}.{slug_of(title)}"), ORIGINAL),
        title=title,
        answer=_answer(str(text), title),
        source={"title": title or "?", "url": page.url or str((about and about.url) or "https://"), "seen": seen},
        reviewed_on=today.isoformat(),
        review_due_on=(today + FIRST_REVIEW).isoformat(),
        volatile=True,
    )


def _answer(text: str, title: str) -> str:
    """The page's words in an article's form: its first sentences as the short answer, the rest to be cut down."""
    plain = _RELATIVE_LINK.sub(r"\1", _IMAGE.sub("", _HEADING.sub(r"**\1**", text)))
    paragraphs = [part.strip() for part in plain.split("\n\n") if part.strip() and part.strip("* ") != title]
    opening = next((part for part in paragraphs if not part.startswith(("-", "*", "1."))), "")
    short = _first_sentences(opening)
    rest = [part for part in paragraphs if part != opening]
    more = opening.removeprefix(short).strip()
    known = HEADINGS[ORIGINAL]
    parts = [short, f"## {known[PartKind.GOOD_TO_KNOW]}", *([more] if more else []), *rest]
    return "\n\n".join(
        [*parts, f"## {known[PartKind.CONTACT]}", "Ring Kontakt Linköping, [013-20 60 00](tel:+4613206000)."]
    )


def _first_sentences(paragraph: str) -> str:
    short = ""
    for sentence in _END_OF_SENTENCE.split(paragraph):
        longer = f"{short} {sentence}".strip()
        if len(longer) > LONGEST_SHORT:
            break
        short = longer
    return short or paragraph[:LONGEST_SHORT]


def drafts_at(client: httpx.Client, url: str, area: str, today: date, limit: int) -> Iterator[ArticleDraft | Skipped]:
    """The draft of the page at an address, or one for each page that the sitemap there lists. One sitemap deep.

    Of a sitemap, the first `limit` addresses are tried, and only at its own host; what fails is skipped.

    Raises:
        UnavailableError, RefusedError: as `fetch` and `draft_from`, of the address itself.
    """
    first = fetch(client, url)
    addresses = sitemap_addresses(first.markup)
    if not addresses:
        yield draft_from(first, area, today)
    for address in addresses[:limit]:
        try:
            page = _listed(client, address, httpx.URL(first.url).host)
            found: ArticleDraft | Skipped = draft_from(page, area, today)
        except (UnavailableError, RefusedError) as error:
            found = Skipped(str(error))
        yield found


def _listed(client: httpx.Client, address: str, host: str) -> Page:
    page = fetch(client, address, host)
    if sitemap_addresses(page.markup):
        raise RefusedError(f"{address} is a sitemap in a sitemap; import it by its own address")
    return page
