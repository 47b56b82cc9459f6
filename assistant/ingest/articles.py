"""Articles read and judged. One grave fault anywhere and nothing is published; all faults are told at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.fault import Fault
from assistant.domain.knowledge import ORIGINAL, Article, ArticleId, Citation, FactId, FollowUp, digest_of
from assistant.ingest.answer_rules import check_answer
from assistant.ingest.faults import ArticleFaults
from assistant.ingest.front_matter import Sheet, read_sheet
from assistant.ingest.inspection import Inspection
from assistant.ingest.known import Known
from assistant.ingest.opening_hours import filled_in
from assistant.ingest.translations import FoundTranslation, inspect_translation, lang_of

ALWAYS = ("id", "title", "area", "covers", "variants", "keywords", "source", "owner", "reviewed_on", "review_due_on")
LINKED_FIELDS = ("not_to_be_confused_with", "next", "related")
FIELDS = frozenset((*ALWAYS, *LINKED_FIELDS, "volatile", "autonomy"))
SOURCE_PARTS = ("title", "url", "seen")
LEAST_VARIANTS = 6
"""Fewer ways of asking than this and the search has too little to go on."""
MOST_COVERED = 5
"""An article that answers more than this should be two."""
LONGEST_TITLE = 90


@dataclass(frozen=True, slots=True)
class Shelved:
    """An article with the file it stands in and the lines of its fields, for those who look across articles."""

    article: Article
    sheet: Sheet


def read_articles(folder: Path, known: Known, today: date) -> tuple[Article, ...]:
    """All articles under `folder`, by id, each with its translations.

    Raises:
        ArticleFaults: at least one article may not be published as it is on the day `today`.
    """
    shelved, faults = inspect_articles(folder, known, today)
    grave = [fault for fault in faults if fault.grave]
    if grave:
        raise ArticleFaults(grave)
    return tuple(one.article for one in shelved)


def read_texts(folder: Path, article: Article) -> Mapping[str, str]:
    """The text of the article's files under `folder`, by language."""
    home = folder / article.area
    slug = article.id.removeprefix(f"{article.area}.")
    files = {ORIGINAL: home / f"{slug}.md"} | {lang: home / f"{slug}.{lang}.md" for lang in article.translations}
    return {lang: file.read_text(encoding="utf-8") for lang, file in files.items()}


def inspect_articles(folder: Path, known: Known, today: date) -> tuple[tuple[Shelved, ...], tuple[Fault, ...]]:
    """The articles without a grave fault, by id, and all faults."""
    originals: dict[ArticleId, Shelved] = {}
    translations: list[FoundTranslation] = []
    faults: list[Fault] = []
    for file in sorted(folder.glob("**/*.md")):
        sheet = read_sheet(file, file.relative_to(folder.parent))
        if lang_of(file) != ORIGINAL:
            found, wrong = inspect_translation(sheet, known)
            translations += found
        else:
            shelved, wrong = inspect_article(sheet, known, today)
            taken = [one for one in shelved if one.article.id in originals]
            faults += [Fault(one.sheet.file, 1, "another article has this id", about="id") for one in taken]
            originals |= {one.article.id: one for one in shelved if one not in taken}
        faults += wrong
    faults += _join(originals, translations)
    return tuple(originals[key] for key in sorted(originals)), tuple(sorted(faults))


def _join(originals: dict[ArticleId, Shelved], translations: Sequence[FoundTranslation]) -> list[Fault]:
    """Each translation stands with its original; those without one are faults."""
    faults = []
    for found in translations:
        home = originals.get(found.article)
        if home is None:
            what = "there is no sound Swedish article {article} that this translates"
            faults.append(Fault(found.file, 1, what, {"article": found.article}, "id"))
        else:
            every = {**home.article.translations, found.translation.lang: found.translation}
            originals[found.article] = replace(home, article=replace(home.article, translations=every))
    return faults


def inspect_article(sheet: Sheet, known: Known, today: date) -> tuple[tuple[Shelved, ...], tuple[Fault, ...]]:
    """The Swedish article in a sheet, when no grave fault forbids it, and all its faults."""
    inspection = Inspection(sheet)
    if sheet.fields:
        _inspect(inspection, known, today)
    faults = tuple(sorted(inspection.faults))
    if any(fault.grave for fault in faults):
        return (), faults
    return (Shelved(_article(sheet, known), sheet),), faults


def _inspect(look: Inspection, known: Known, today: date) -> None:
    look.strangers(FIELDS)
    _check_place(look, known)
    title = look.text("title")
    if title and len(title.text) > LONGEST_TITLE:
        look.note(title.line, "title", "{count} characters; at most {most}", count=len(title.text), most=LONGEST_TITLE)
    look.text("owner")
    look.text("keywords")
    _check_covers(look, known)
    _check_variants(look)
    _check_links(look)
    _check_source(look)
    _check_dates(look, today)
    look.choice("volatile", ("true", "false"), needed=False)
    look.choice("autonomy", tuple(AutonomyLevel), needed=False)
    check_answer(look, ORIGINAL, known)


def _check_place(look: Inspection, known: Known) -> None:
    area, own = look.text("area"), look.text("id")
    file = look.sheet.file
    if area and area.text not in known.catalogue.areas:
        told = ", ".join(sorted(known.catalogue.areas))
        look.note(area.line, "area", "{given} is not known; allowed: {allowed}", given=area.text, allowed=told)
    elif area and area.text != file.parent.name:
        look.note(
            area.line, "area", "must be the folder, {allowed}, not {given}", given=area.text, allowed=file.parent.name
        )
    expected = f"{file.parent.name}.{file.stem}"
    if own and own.text != expected:
        look.note(
            own.line, "id", "must be folder and file name, {allowed}, not {given}", given=own.text, allowed=expected
        )


def _check_covers(look: Inspection, known: Known) -> None:
    rows = look.rows("covers")
    for row in rows:
        if FactId(row.text) not in known.facts:
            look.note(row.line, "covers", "unknown fact {given}; allowed: an id of facts.yml", given=row.text)
    if "covers" in look.sheet.fields and not 1 <= len(rows) <= MOST_COVERED:
        what = "{count} facts; allowed: 1 to {most}"
        look.note(look.line_of("covers"), "covers", what, count=len(rows), most=MOST_COVERED)


def _check_variants(look: Inspection) -> None:
    rows = look.rows("variants")
    if "variants" in look.sheet.fields and len(rows) < LEAST_VARIANTS:
        what = "{count} ways of asking; at least {least} are needed"
        look.note(look.line_of("variants"), "variants", what, count=len(rows), least=LEAST_VARIANTS)
    seen: set[str] = set()
    for row in rows:
        if row.text.casefold() in seen:
            look.note(row.line, "variants", "stands twice: {given}", given=row.text)
        seen.add(row.text.casefold())


def _check_links(look: Inspection) -> None:
    """Form alone: whether the articles named are there is seen when all have been read."""
    look.pairs("not_to_be_confused_with", needed=False)
    look.rows("related", needed=False)
    for kind, target in look.pairs("next", needed=False).items():
        if kind not in set(FollowUp):
            told = ", ".join(FollowUp)
            look.note(target.line, "next", "{given} is not known; allowed: {allowed}", given=kind, allowed=told)


def _check_source(look: Inspection) -> None:
    parts = look.pairs("source")
    if look.sheet.fields.get("source") is None:
        return
    for name in SOURCE_PARTS:
        if name not in parts:
            look.note(look.line_of("source"), f"source.{name}", "the field is missing")
    for name in sorted(set(parts) - set(SOURCE_PARTS)):
        allowed = ", ".join(SOURCE_PARTS)
        look.note(parts[name].line, f"source.{name}", "unknown field; allowed: {allowed}", allowed=allowed)
    look.address(parts.get("url"), "source.url")


def _check_dates(look: Inspection, today: date) -> None:
    reviewed, due = look.day("reviewed_on"), look.day("review_due_on")
    if reviewed and reviewed > today:
        look.note(
            look.line_of("reviewed_on"), "reviewed_on", "lies ahead, {given}; allowed: today or earlier", given=reviewed
        )
    if reviewed and due and due <= reviewed:
        what = "must come after reviewed_on, {reviewed}, not on {given}"
        look.note(look.line_of("review_due_on"), "review_due_on", what, reviewed=reviewed, given=due)
    elif due and due < today:
        # Told, not refused: a day that passes must not take an answer away from citizens.
        look.note(
            look.line_of("review_due_on"), "review_due_on", "the review was due on {given}", given=due, grave=False
        )


def _article(sheet: Sheet, known: Known) -> Article:
    fields = sheet.fields
    source = fields["source"].parts or {}
    title, volatile = sheet.text("title"), sheet.text("volatile") == "true"
    reviewed_on = date.fromisoformat(sheet.text("reviewed_on"))
    autonomy = sheet.text("autonomy")
    return Article(
        id=ArticleId(sheet.text("id")),
        area=sheet.text("area"),
        title=title,
        answer=filled_in(sheet.body, known.catalogue.opening_hours, ORIGINAL),
        variants=sheet.rows("variants"),
        covers=tuple(FactId(row) for row in sheet.rows("covers")),
        citation=Citation(source["title"].text, source["url"].text, sheet.text("owner"), reviewed_on, volatile),
        review_due_on=date.fromisoformat(sheet.text("review_due_on")),
        volatile=volatile,
        keywords=sheet.text("keywords"),
        not_to_be_confused_with={ArticleId(key): text for key, text in sheet.pairs("not_to_be_confused_with").items()},
        next_questions={FollowUp(kind): ArticleId(text) for kind, text in sheet.pairs("next").items()},
        related=tuple(ArticleId(row) for row in sheet.rows("related")),
        autonomy=AutonomyLevel(autonomy) if autonomy else None,
        digest=digest_of(title, sheet.body),
    )
