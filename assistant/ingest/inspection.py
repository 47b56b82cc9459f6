"""Looking at one file's fields: each look notes what is wrong with line, field and what is allowed."""

from collections.abc import Collection, Mapping
from datetime import date
from urllib.parse import urlsplit

from assistant.domain.fault import Fault
from assistant.ingest.front_matter import Field, Scalar, Sheet


class Inspection:
    """The faults found so far in one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.faults: list[Fault] = list(sheet.faults)

    def note(self, line: int, about: str, what: str, *, grave: bool = True, **values: object) -> None:
        """Something is wrong with the field `about`."""
        self.faults.append(Fault(self.sheet.file, line, what, values, about, grave))

    def strangers(self, known: Collection[str]) -> None:
        """Fields that are none of ours are faults."""
        for name, field in self.sheet.fields.items():
            if name not in known:
                self.note(field.line, name, "unknown field; allowed: {allowed}", allowed=", ".join(sorted(known)))

    def line_of(self, name: str) -> int:
        """The line the field stands on; 1 where it is missing."""
        field = self.sheet.fields.get(name)
        return field.line if field else 1

    def needed(self, name: str) -> Field | None:
        """The field, which must be there."""
        found = self.sheet.fields.get(name)
        if found is None:
            self.note(1, name, "the field is missing")
        return found

    def text(self, name: str, *, needed: bool = True) -> Scalar | None:
        """The field's text, which must not be empty."""
        field = self.needed(name) if needed else self.sheet.fields.get(name)
        if field is None:
            return None
        if not field.scalar:
            self.note(field.line, name, "must be a text that is not empty")
            return None
        return field.scalar

    def choice(self, name: str, allowed: Collection[str], *, needed: bool = True) -> str | None:
        """The field's text, which must be one of `allowed`."""
        given = self.text(name, needed=needed)
        if given is None:
            return None
        if given.text not in allowed:
            told = ", ".join(allowed)
            self.note(given.line, name, "{given} is not known; allowed: {allowed}", given=given.text, allowed=told)
            return None
        return given.text

    def rows(self, name: str, *, needed: bool = True) -> tuple[Scalar, ...]:
        """The rows of the field, which must be a list of texts."""
        field = self.needed(name) if needed else self.sheet.fields.get(name)
        if field is None:
            return ()
        if field.items is None:
            self.note(field.line, name, "must be a list, one row for each")
            return ()
        for row in field.items:
            if not row:
                self.note(row.line, name, "an empty row")
        return tuple(row for row in field.items if row)

    def pairs(self, name: str, *, needed: bool = True) -> Mapping[str, Scalar]:
        """The field's entries, which must be `name: text`; the empty ones, noted here, among them."""
        field = self.needed(name) if needed else self.sheet.fields.get(name)
        if field is None:
            return {}
        if field.parts is None:
            self.note(field.line, name, "must be rows of `name: text`")
            return {}
        for key, value in field.parts.items():
            if not value:
                self.note(value.line, f"{name}.{key}", "must be a text that is not empty")
        return field.parts

    def day(self, name: str) -> date | None:
        """The field's day."""
        given = self.text(name)
        return None if given is None else self.day_in(given, name)

    def day_in(self, given: Scalar, name: str) -> date | None:
        """The day that a text is; None where it is none. That it is empty has been noted before."""
        if not given:
            return None
        try:
            return date.fromisoformat(given.text)
        except ValueError:
            self.note(given.line, name, "must be a date such as 2026-11-22, not {given}", given=given.text)
            return None

    def address(self, given: Scalar | None, name: str) -> None:
        """The text must be a web address. That it is empty has been noted before."""
        if given and not _is_web_address(given.text):
            what = "must be an address that begins with https:// or http://, not {given}"
            self.note(given.line, name, what, given=given.text)


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in parts.netloc and not any(sign.isspace() for sign in text)
