"""What the assistant may say: articles an editor approved, and what a search for them finds."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NewType

from assistant.domain.autonomy import AutonomyLevel

ArticleId = NewType("ArticleId", str)
"""`<area>.<slug>`, equal to the article's folder and file name."""
FactId = NewType("FactId", str)

ORIGINAL = "sv"
"""The language that articles are written in; all others are translations of it."""
EASY_SWEDISH = "sv-simple"
"""Lättläst: `simple` is the registered subtag for simplified forms (BCP 47, IANA's registry, 2015)."""
TRANSLATED_INTO = ("en", EASY_SWEDISH, "ar", "so", "fa", "fi", "uk")
"""Every article is in the first of these; the most asked ones are in all."""
DIGEST_DIGITS = 12
"""Hexadecimal digits of SHA-256 kept: among some hundred texts two alike by chance are out of the question."""


class FollowUp(StrEnum):
    """What citizens ask next once they have an answer: the kinds that an article may name another article for."""

    COST = "cost"
    TIME = "time"
    WHERE = "where"
    APPLY = "apply"
    WHO = "who"
    APPEAL = "appeal"


class Maker(StrEnum):
    """Who made a translation. What a machine made and no speaker has read is marked so wherever it is shown."""

    PERSON = "person"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an answer comes from, as shown under it (requirement B-09).

    `may_have_changed`: the facts behind it change often, so the reader is told to look at the source as well.
    `translated_by`: who made the translation that was given; None for the Swedish original.
    """

    title: str
    url: str
    owner: str
    reviewed_on: date
    may_have_changed: bool = False
    translated_by: Maker | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """An article's words in another language.

    `follows` is the `digest` of the Swedish text that was translated, `follows_reviewed_on` that text's date of review.
    """

    lang: str
    title: str
    answer: str
    variants: tuple[str, ...]
    follows: str
    follows_reviewed_on: date
    made_by: Maker


@dataclass(frozen=True, slots=True)
class Article:
    """One approved answer to one question, in one language.

    `answer` is Markdown of the subset the style guide for articles allows, cut into parts by `domain/answer_parts.py`.
    `variants` are ways a resident might ask. `digest` is that of the words as the editor wrote them (`digest_of`).
    """

    id: ArticleId
    area: str
    title: str
    answer: str
    variants: tuple[str, ...]
    covers: tuple[FactId, ...]
    citation: Citation
    review_due_on: date
    volatile: bool = False
    lang: str = ORIGINAL
    keywords: str = ""
    not_to_be_confused_with: Mapping[ArticleId, str] = field(default_factory=dict)
    next_questions: Mapping[FollowUp, ArticleId] = field(default_factory=dict)
    related: tuple[ArticleId, ...] = ()
    autonomy: AutonomyLevel | None = None
    """Stricter than the area's, where the article asks for it."""
    digest: str = ""
    translations: Mapping[str, Translation] = field(default_factory=dict)

    def is_stale(self, lang: str) -> bool:
        """Whether the translation into `lang` follows another text than today's."""
        return self.translations[lang].follows != self.digest

    def spoken(self, lang: str) -> "Article":
        """The article in `lang`, or as it is where there is no translation that follows today's text."""
        if lang == self.lang or lang not in self.translations or self.is_stale(lang):
            return self
        return self.translated(lang)

    def held_in(self, lang: str) -> "Article | None":
        """The article in `lang`, stale or not; None where it is not in it."""
        if lang == self.lang:
            return self
        return self.translated(lang) if lang in self.translations else None

    def translated(self, lang: str) -> "Article":
        """The article in `lang`, stale or not. Raises KeyError when there is no such translation."""
        translation = self.translations[lang]
        return replace(
            self,
            lang=lang,
            title=translation.title,
            answer=translation.answer,
            variants=translation.variants,
            citation=replace(self.citation, translated_by=translation.made_by),
        )

    def linked(self) -> tuple[ArticleId, ...]:
        """The articles a reader may want next: those of the next questions first, each once."""
        return tuple(dict.fromkeys([*self.next_questions.values(), *self.related]))


@dataclass(frozen=True, slots=True)
class Fact:
    """Something residents ask about, known by an id that is never reused."""

    id: FactId
    area: str
    title: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article a search proposes.

    `confidence` is the calibrated probability (0..1) that giving it as the answer is right.
    """

    article: ArticleId
    confidence: float
    covers: tuple[FactId, ...] = ()


def digest_of(title: str, answer: str) -> str:
    """What tells one wording from another: `DIGEST_DIGITS` hexadecimal digits over title and answer as written."""
    return hashlib.sha256(f"{title.strip()}\n{answer.strip()}".encode()).hexdigest()[:DIGEST_DIGITS]
