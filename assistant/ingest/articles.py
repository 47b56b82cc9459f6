"""Articles read and judged. One fault anywhere and nothing is published; all faults are told at once."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from assistant.domain.knowledge import Article, ArticleId, Citation, FactId
from assistant.ingest.facts import Fact
from assistant.ingest.faults import ArticleFaults, Fault
from assistant.ingest.front_matter import Field, Scalar, Sheet, read_sheet

SCALARS = ("id", "title", "area", "owner", "reviewed_on", "review_due_on")
LISTS = ("covers", "variants")
SOURCE_PARTS = ("title", "url", "seen")
OPTIONAL = ("volatile",)
LEAST_VARIANTS = 4
"""Fewer ways of asking than this and the search has too little to go on."""
MOST_COVERED = 5
"""An article that answers more than this should be two."""


def read_articles(folder: Path, facts: Mapping[FactId, Fact], today: date) -> tuple[Article, ...]:
    """All articles under `folder`, by id.

    Raises:
        ArticleFaults: at least one article may not be published as it is on the day `today`.
    """
    articles, faults = inspect_articles(folder, facts, today)
    if faults:
        raise ArticleFaults(faults)
    return articles


def inspect_articles(
    folder: Path, facts: Mapping[FactId, Fact], today: date
) -> tuple[tuple[Article, ...], tuple[Fault, ...]]:
    """The articles without a fault, by id, and the faults of the others."""
    articles: dict[ArticleId, Article] = {}
    faults: list[Fault] = []
    for file in sorted(folder.glob("**/*.md")):
        shown_as = file.relative_to(folder.parent)
        sheet = read_sheet(file, shown_as)
        found = [*sheet.faults, *(_Inspection(sheet, facts, today).faults() if sheet.fields else ())]
        if not found:
            article = _article(sheet)
            if article.id in articles:
                found.append(Fault(shown_as, sheet.fields["id"].line, f"the id {article.id} is another article's too"))
            else:
                articles[article.id] = article
        faults.extend(found)
    return tuple(articles[key] for key in sorted(articles)), tuple(sorted(faults))


def _article(sheet: Sheet) -> Article:
    source = sheet.fields["source"].parts or {}
    reviewed_on = date.fromisoformat(_text(sheet, "reviewed_on"))
    return Article(
        id=ArticleId(_text(sheet, "id")),
        area=_text(sheet, "area"),
        title=_text(sheet, "title"),
        answer=sheet.body,
        variants=tuple(item.text for item in sheet.fields["variants"].items or ()),
        covers=tuple(FactId(item.text) for item in sheet.fields["covers"].items or ()),
        citation=Citation(source["title"].text, source["url"].text, _text(sheet, "owner"), reviewed_on),
        review_due_on=date.fromisoformat(_text(sheet, "review_due_on")),
        volatile="volatile" in sheet.fields and _text(sheet, "volatile") == "true",
    )


def _text(sheet: Sheet, name: str) -> str:
    scalar = sheet.fields[name].scalar
    return scalar.text if scalar else ""


class _Inspection:
    """Everything that is wrong with one sheet, on the day `today`."""

    def __init__(self, sheet: Sheet, facts: Mapping[FactId, Fact], today: date) -> None:
        self._sheet = sheet
        self._facts = facts
        self._today = today
        self._areas = frozenset(fact.area for fact in facts.values())
        self._faults: list[Fault] = []

    def faults(self) -> Sequence[Fault]:
        self._look_for_strangers()
        for name in SCALARS:
            self._scalar(name)
        self._check_place()
        self._check_covers()
        self._check_variants()
        self._check_source()
        self._check_dates()
        self._check_volatile()
        self._check_body()
        return self._faults

    def _fault(self, line: int, what: str) -> None:
        self._faults.append(Fault(self._sheet.file, line, what))

    def _look_for_strangers(self) -> None:
        known = {*SCALARS, *LISTS, *OPTIONAL, "source"}
        for name, field in self._sheet.fields.items():
            if name not in known:
                self._fault(field.line, f"unknown field {name}")

    def _field(self, name: str) -> Field | None:
        found = self._sheet.fields.get(name)
        if found is None:
            self._fault(1, f"the field {name} is missing")
        return found

    def _scalar(self, name: str) -> None:
        field = self._field(name)
        if field and not (field.scalar and field.scalar.text):
            self._fault(field.line, f"the field {name} must be a text")

    def _given(self, name: str) -> Scalar | None:
        field = self._sheet.fields.get(name)
        return field.scalar if field and field.scalar and field.scalar.text else None

    def _items(self, name: str) -> tuple[int, tuple[Scalar, ...]]:
        field = self._field(name)
        if field is None:
            return 1, ()
        if field.items is None:
            self._fault(field.line, f"the field {name} must be a list")
            return field.line, ()
        for item in field.items:
            if not item.text:
                self._fault(item.line, f"an empty row under {name}")
        return field.line, tuple(item for item in field.items if item.text)

    def _check_place(self) -> None:
        area, own = self._given("area"), self._given("id")
        file = self._sheet.file
        if area and area.text not in self._areas:
            self._fault(area.line, f"unknown area {area.text}")
        if area and area.text != file.parent.name:
            self._fault(area.line, f"the area {area.text} is not the folder {file.parent.name}")
        expected = f"{file.parent.name}.{file.stem}"
        if own and own.text != expected:
            self._fault(own.line, f"the id {own.text} is not folder and file name, {expected}")

    def _check_covers(self) -> None:
        line, items = self._items("covers")
        for item in items:
            if FactId(item.text) not in self._facts:
                self._fault(item.line, f"unknown fact {item.text}")
        if "covers" in self._sheet.fields and not 1 <= len(items) <= MOST_COVERED:
            self._fault(line, f"covers must name 1 to {MOST_COVERED} facts, not {len(items)}")

    def _check_variants(self) -> None:
        line, items = self._items("variants")
        if "variants" in self._sheet.fields and len(items) < LEAST_VARIANTS:
            self._fault(line, f"{len(items)} variants; at least {LEAST_VARIANTS} are needed")

    def _check_source(self) -> None:
        field = self._field("source")
        if field is None:
            return
        parts = field.parts or {}
        for name in SOURCE_PARTS:
            if name not in parts or not parts[name].text:
                self._fault(field.line, f"the field source.{name} is missing")
        for name in sorted(set(parts) - set(SOURCE_PARTS)):
            self._fault(parts[name].line, f"unknown field source.{name}")
        url = parts.get("url")
        if url and url.text and not _is_web_address(url.text):
            self._fault(url.line, f"not a web address: {url.text}")

    def _check_dates(self) -> None:
        reviewed, due = self._date("reviewed_on"), self._date("review_due_on")
        if reviewed and reviewed > self._today:
            self._fault(self._sheet.fields["reviewed_on"].line, f"reviewed on a day to come, {reviewed}")
        if due and due < self._today:
            self._fault(self._sheet.fields["review_due_on"].line, f"the review was due on {due}")

    def _date(self, name: str) -> date | None:
        given = self._given(name)
        if given is None:
            return None
        try:
            return date.fromisoformat(given.text)
        except ValueError:
            self._fault(given.line, f"{name} must be a date such as 2026-11-22, not {given.text}")
            return None

    def _check_volatile(self) -> None:
        field = self._sheet.fields.get("volatile")
        if field and not (field.scalar and field.scalar.text in ("true", "false")):
            self._fault(field.line, "volatile must be true or false")

    def _check_body(self) -> None:
        if not self._sheet.body:
            self._fault(self._sheet.body_line, "the answer is empty")


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in parts.netloc and not any(sign.isspace() for sign in text)
