"""An answer's parts: the short answer that stands alone, then what to do, what is good to know, whom to reach."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

HEADING_MARK = "## "


class PartKind(StrEnum):
    """The parts, in the order they stand."""

    SHORT = "short"
    STEPS = "steps"
    GOOD_TO_KNOW = "good_to_know"
    CONTACT = "contact"


HEADINGS: Mapping[str, Mapping[PartKind, str]] = {
    lang: dict(zip((PartKind.STEPS, PartKind.GOOD_TO_KNOW, PartKind.CONTACT), words, strict=True))
    for lang, words in {
        "sv": ("Gör så här", "Bra att veta", "Kontakt"),
        "sv-simple": ("Gör så här", "Bra att veta", "Kontakt"),
        "en": ("What to do", "Good to know", "Contact"),
        "ar": ("ماذا تفعل", "معلومات مفيدة", "للتواصل"),
        "so": ("Sidan samee", "Waxa wanaagsan in la ogaado", "La xiriir"),
        "fa": ("چه کار کنید", "خوب است بدانید", "تماس"),
        "fi": ("Toimi näin", "Hyvä tietää", "Yhteystiedot"),
        "uk": ("Що робити", "Корисно знати", "Контакти"),
    }.items()
}
"""What the parts are called in each language an article may be in. The short answer has no heading: it comes first."""


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """A stretch of an answer. `kind` is None under a heading the language does not know.

    `line` counts from 1 at the answer's first line, where the heading stands, or the text where there is none.
    """

    kind: PartKind | None
    heading: str
    text: str
    line: int


def parts_of(answer: str, lang: str) -> tuple[AnswerPart, ...]:
    """The parts of an answer in Markdown, in the order they stand. The first is the short answer, maybe empty."""
    kinds = {words: kind for kind, words in HEADINGS.get(lang, HEADINGS["sv"]).items()}
    return tuple(
        AnswerPart(kinds.get(heading) if heading else PartKind.SHORT, heading, "\n".join(lines).strip(), line)
        for heading, lines, line in _stretches(answer)
    )


def short_answer(answer: str) -> str:
    """The first part, which stands alone."""
    return next("\n".join(lines).strip() for _, lines, _ in _stretches(answer))


def _stretches(answer: str) -> Iterator[tuple[str, list[str], int]]:
    heading, lines, began = "", list[str](), 1
    for number, line in enumerate(answer.splitlines(), 1):
        if line.startswith(HEADING_MARK):
            yield heading, lines, began
            heading, lines, began = line.removeprefix(HEADING_MARK).strip(), [], number
        else:
            lines.append(line)
    yield heading, lines, began
