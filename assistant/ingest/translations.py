"""Translations of articles: `<slug>.<language>.md` beside the Swedish `<slug>.md`."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.domain.fault import Fault
from assistant.domain.knowledge import (
    DIGEST_DIGITS,
    EASY_SWEDISH,
    ORIGINAL,
    TRANSLATED_INTO,
    ArticleId,
    Maker,
    Translation,
)
from assistant.ingest.answer_rules import check_answer
from assistant.ingest.front_matter import Sheet
from assistant.ingest.inspection import Inspection
from assistant.ingest.known import Known
from assistant.ingest.opening_hours import filled_in

FIELDS = frozenset(["id", "lang", "title", "variants", "follows", "made_by"])
FOLLOWS_PARTS = ("reviewed_on", "digest")
LEAST_VARIANTS = {"en": 3, EASY_SWEDISH: 0}
LEAST_VARIANTS_ELSEWHERE = 2
_DIGEST = re.compile(rf"[0-9a-f]{{{DIGEST_DIGITS}}}")


@dataclass(frozen=True, slots=True)
class FoundTranslation:
    """A translation with the article it belongs to and the file it stands in."""

    article: ArticleId
    translation: Translation
    file: Path


def lang_of(file: Path) -> str:
    """The language in a file's name: `altan.en.md` is English, `altan.md` Swedish."""
    return file.stem.partition(".")[2] or ORIGINAL


def inspect_translation(sheet: Sheet, known: Known) -> tuple[tuple[FoundTranslation, ...], tuple[Fault, ...]]:
    """The translation in a sheet, when no grave fault forbids it, and all its faults."""
    look = Inspection(sheet)
    if sheet.fields:
        _inspect(look, known)
    faults = tuple(sorted(look.faults))
    if any(fault.grave for fault in faults):
        return (), faults
    return (_translation(sheet, known),), faults


def _inspect(look: Inspection, known: Known) -> None:
    look.strangers(FIELDS)
    file = look.sheet.file
    named, expected = lang_of(file), f"{file.parent.name}.{file.stem.partition('.')[0]}"
    own = look.text("id")
    if own and own.text != expected:
        look.note(
            own.line, "id", "must be folder and file name, {allowed}, not {given}", given=own.text, allowed=expected
        )
    lang = look.choice("lang", TRANSLATED_INTO)
    if lang and lang != named:
        look.note(
            look.line_of("lang"), "lang", "must be the file name's, {allowed}, not {given}", given=lang, allowed=named
        )
    look.text("title")
    _check_variants(look, named)
    _check_follows(look)
    look.choice("made_by", tuple(Maker))
    check_answer(look, named, known)


def _check_variants(look: Inspection, lang: str) -> None:
    least = LEAST_VARIANTS.get(lang, LEAST_VARIANTS_ELSEWHERE)
    count = len(look.rows("variants", needed=least > 0))
    if count < least:
        what = "{count} ways of asking; at least {least} are needed"
        look.note(look.line_of("variants"), "variants", what, count=count, least=least)


def _check_follows(look: Inspection) -> None:
    parts = look.pairs("follows")
    if look.sheet.fields.get("follows") is None:
        return
    for name in FOLLOWS_PARTS:
        if name not in parts:
            look.note(look.line_of("follows"), f"follows.{name}", "the field is missing")
    if "reviewed_on" in parts:
        look.day_in(parts["reviewed_on"], "follows.reviewed_on")
    digest = parts.get("digest")
    if digest and not _DIGEST.fullmatch(digest.text):
        what = "must be the original's {digits} hexadecimal digits, not {given}; `kontakt kb follow` writes them"
        look.note(digest.line, "follows.digest", what, digits=DIGEST_DIGITS, given=digest.text)


def _translation(sheet: Sheet, known: Known) -> FoundTranslation:
    fields = sheet.fields
    follows = fields["follows"].parts or {}
    variants = fields["variants"].items if "variants" in fields else ()
    words = {name: field.scalar.text for name, field in fields.items() if field.scalar}
    made = Translation(
        lang=words["lang"],
        title=words["title"],
        answer=filled_in(sheet.body, known.catalogue.opening_hours, words["lang"]),
        variants=tuple(row.text for row in variants or ()),
        follows=follows["digest"].text,
        follows_reviewed_on=date.fromisoformat(follows["reviewed_on"].text),
        made_by=Maker(words["made_by"]),
    )
    return FoundTranslation(ArticleId(words["id"]), made, sheet.file)
