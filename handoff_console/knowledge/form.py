"""An article's form: read into a draft, whatever is written in it, and what it offers to choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.datastructures import FormData

from assistant.bootstrap import Assistant
from assistant.domain.article_draft import ArticleDraft
from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.knowledge import Article, Fact, FollowUp, Maker
from assistant.domain.revision import Place

BLANK_ROWS = 2
"""Empty rows under those filled in, so that one can be added without a script."""
LONGEST_TEXT = 20_000
SOURCE_PARTS = ("title", "url", "seen")
CONFUSED = "not_to_be_confused_with"
FOLLOWS_PARTS = ("reviewed_on", "digest")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers: facts of the area and those chosen, articles to lead to, owners known."""

    facts: Sequence[Fact]
    articles: Sequence[Article]
    owners: Sequence[str]


def read_form(form: FormData, place: Place, articles: Sequence[Article]) -> ArticleDraft:
    """The draft as it is written in the form. Links are titles there: what is none is kept as it was written."""
    id_of = {article.title: str(article.id) for article in articles}

    def links(name: str) -> list[str]:
        given = (str(value).strip() for value in form.getlist(name))
        return [id_of.get(title, title) for title in given]

    return ArticleDraft(
        place=place,
        title=_text(form, "title"),
        answer=_text(form, "answer").replace("\r\n", "\n"),
        variants=_lines(form, "variants"),
        keywords=_text(form, "keywords"),
        covers=tuple(str(value) for value in form.getlist("covers")),
        not_to_be_confused_with=_pairs(links(f"{CONFUSED}-id"), form.getlist(f"{CONFUSED}-words")),
        next_questions={str(kind): key for kind in FollowUp for key in links(f"next-{kind}") if key},
        related=tuple(dict.fromkeys(key for key in links("related") if key)),
        source={part: _text(form, f"source-{part}") for part in SOURCE_PARTS},
        owner=_text(form, "owner"),
        reviewed_on=_text(form, "reviewed_on"),
        review_due_on=_text(form, "review_due_on"),
        volatile=_text(form, "volatile") == "true",
        autonomy=_one_of(form, "autonomy", AutonomyLevel),
        follows={part: _text(form, f"follows-{part}") for part in FOLLOWS_PARTS if _text(form, f"follows-{part}")},
        made_by=_one_of(form, "made_by", Maker) or str(Maker.MACHINE),
    )


def choices_for(assistant: Assistant, draft: ArticleDraft, articles: Sequence[Article]) -> Choices:
    """What can be chosen for this draft."""
    area = draft.place.article.partition(".")[0]
    facts = [fact for fact in assistant.facts.values() if fact.area == area or fact.id in draft.covers]
    others = sorted((one for one in articles if one.id != draft.place.article), key=lambda one: one.title.casefold())
    owners = sorted({one.citation.owner for one in articles})
    return Choices(facts, others, owners)


def rows_of(values: Sequence[str]) -> list[str]:
    """The values, with blank rows to write more in."""
    return [*values, *[""] * BLANK_ROWS]


def paired_rows(pairs: Mapping[str, str]) -> list[tuple[str, str]]:
    """The pairs, with blank rows to write more in."""
    return [*pairs.items(), *[("", "")] * BLANK_ROWS]


def _text(form: FormData, name: str) -> str:
    return str(form.get(name) or "").strip()[:LONGEST_TEXT]


def _lines(form: FormData, name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in _text(form, name).splitlines() if line.strip())


def _pairs(ids: Sequence[str], words: Sequence[object]) -> dict[str, str]:
    """Two fields a row: an article's id, and words about it. A row of which one is missing is kept, and told of."""
    rows = [(key, str(text).strip()) for key, text in zip(ids, words, strict=False)]
    return {key: text for key, text in rows if key or text}


def _one_of(form: FormData, name: str, allowed: type[AutonomyLevel] | type[Maker]) -> str:
    given = _text(form, name)
    return given if given in set(allowed) else ""
