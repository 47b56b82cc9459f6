"""Two texts of an article beside each other, in the words of the form: what was taken away, what is new."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.article_draft import ArticleDraft
from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.knowledge import FactId, FollowUp, Maker
from assistant.wording.catalogue import Words
from handoff_console import names

AROUND = 2
"""Unchanged lines shown on either side of a change."""
ALIKE = 0.3
"""Share of two lines' words (difflib's ratio) from which on the words that differ are marked; below it all would be."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a difference. `kind`: `added`, `removed`, `same`, or `gap` where unchanged lines are left out.

    `parts` are its words in order, each with whether it is what differs.
    """

    kind: str
    parts: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells a text's fields line by line, with titles for the ids of articles and facts."""

    words: Words
    articles: Mapping[str, str]
    facts: Mapping[FactId, str]

    def difference(self, before: ArticleDraft | None, after: ArticleDraft | None) -> list[Line]:
        """The lines that differ, with some around them; none where the texts say the same."""
        return difference(self.lines(before), self.lines(after))

    def lines(self, draft: ArticleDraft | None) -> list[str]:
        """Every field of the text under its label; none of no text."""
        if draft is None:
            return []
        return [line for about, told in self._fields(draft) for line in self._field(about, told)]

    def _field(self, about: str, told: Sequence[str]) -> list[str]:
        label = self.words(names.FIELDS[about])
        if len(told) == 1:
            return [f"{label}: {told[0]}"]
        mark = "" if about == "answer" else "– "
        return [f"{label}:", *(f"{mark}{one}" for one in told)] if told else []

    def _fields(self, draft: ArticleDraft) -> Iterator[tuple[str, Sequence[str]]]:
        yield "title", [draft.title]
        yield "answer", [line for line in draft.answer.splitlines() if line.strip()]
        yield "variants", draft.variants
        yield "keywords", [draft.keywords] if draft.keywords else []
        yield "covers", [self.facts.get(FactId(fact), fact) for fact in draft.covers]
        yield "next", [f"{self._kind(kind)} {self._title(key)}" for kind, key in draft.next_questions.items()]
        yield "related", [self._title(key) for key in draft.related]
        confused = draft.not_to_be_confused_with
        yield "not_to_be_confused_with", [f"{self._title(key)}: {text}" for key, text in confused.items()]
        yield "source", [part for part in draft.source.values() if part]
        for about, value in (
            ("owner", draft.owner),
            ("reviewed_on", draft.reviewed_on),
            ("review_due_on", draft.review_due_on),
            ("volatile", self.words("yes") if draft.volatile else ""),
            ("autonomy", self._level(draft.autonomy)),
            ("made_by", self._maker(draft)),
        ):
            yield about, [value] if value else []

    def _title(self, key: str) -> str:
        return self.articles.get(key, key)

    def _kind(self, kind: str) -> str:
        return self.words(names.FOLLOW_UPS[FollowUp(kind)]) if kind in set(FollowUp) else kind

    def _level(self, level: str) -> str:
        return self.words(names.LEVELS[AutonomyLevel(level)]) if level in set(AutonomyLevel) else level

    def _maker(self, draft: ArticleDraft) -> str:
        known = draft.is_translation and draft.made_by in set(Maker)
        return self.words(names.MAKERS[Maker(draft.made_by)]) if known else ""


def difference(before: Sequence[str], after: Sequence[str]) -> list[Line]:
    """The lines that differ, with some around them."""
    lines: list[Line] = []
    for group in difflib.SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(AROUND):
        lines.append(Line("gap"))
        for tag, first, last, begin, end in group:
            if tag == "equal":
                lines += [Line("same", ((text, False),)) for text in before[first:last]]
            else:
                lines += _changed(before[first:last], after[begin:end])
    return lines


def _changed(removed: Sequence[str], added: Sequence[str]) -> list[Line]:
    """Lines in place of others, each with the words marked that its counterpart lacks."""
    pairs = [_marked(old, new) for old, new in zip(removed, added, strict=False)]
    olds = [Line("removed", old) for old, _ in pairs] + [Line("removed", ((t, False),)) for t in removed[len(pairs) :]]
    news = [Line("added", new) for _, new in pairs] + [Line("added", ((t, False),)) for t in added[len(pairs) :]]
    return [*olds, *news]


def _marked(old: str, new: str) -> tuple[tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]]:
    ours, theirs = old.split(" "), new.split(" ")
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    if matcher.ratio() < ALIKE:
        return ((old, False),), ((new, False),)
    codes = matcher.get_opcodes()
    return (
        tuple((" ".join(ours[a:b]), tag != "equal") for tag, a, b, _, _ in codes if b > a),
        tuple((" ".join(theirs[a:b]), tag != "equal") for tag, _, _, a, b in codes if b > a),
    )
