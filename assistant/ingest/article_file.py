"""An article's file, written from its fields and taken apart again."""

from datetime import date

import yaml

from assistant.domain.article_draft import ArticleDraft
from assistant.domain.revision import Place
from assistant.ingest.front_matter import take_apart


def text_of(draft: ArticleDraft) -> str:
    """The whole file. Fields that may be left out are, where they are empty."""
    fields = _translation(draft) if draft.is_translation else _original(draft)
    needed = {"id", "title", "variants"}
    written = {name: value for name, value in fields.items() if value or name in needed}
    front = yaml.safe_dump(written, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=False)
    return f"---\n{front}---\n{draft.answer.strip()}\n"


def _original(draft: ArticleDraft) -> dict[str, object]:
    return {
        "id": str(draft.place.article),
        "title": draft.title,
        "area": draft.place.article.partition(".")[0],
        "covers": list(draft.covers),
        "variants": list(draft.variants),
        "keywords": draft.keywords,
        "not_to_be_confused_with": dict(draft.not_to_be_confused_with),
        "next": dict(draft.next_questions),
        "related": list(draft.related),
        "source": dict(draft.source),
        "owner": draft.owner,
        "reviewed_on": _day(draft.reviewed_on),
        "review_due_on": _day(draft.review_due_on),
        "volatile": draft.volatile,
        "autonomy": str(draft.autonomy),
    }


def _translation(draft: ArticleDraft) -> dict[str, object]:
    return {
        "id": str(draft.place.article),
        "lang": draft.place.lang,
        "title": draft.title,
        "variants": list(draft.variants),
        "follows": {name: _day(value) if name == "reviewed_on" else value for name, value in draft.follows.items()},
        "made_by": str(draft.made_by),
    }


def _day(text: str) -> date | str:
    # A date stands unquoted in a file; what is none stays as it was written, and is refused with its line.
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def draft_of(place: Place, text: str) -> ArticleDraft:
    """The fields of a file, as far as they can be read."""
    sheet = take_apart(text, place.file)
    return ArticleDraft(
        place=place,
        title=sheet.text("title"),
        answer=sheet.body,
        variants=sheet.rows("variants"),
        keywords=sheet.text("keywords"),
        covers=sheet.rows("covers"),
        not_to_be_confused_with=sheet.pairs("not_to_be_confused_with"),
        next_questions=sheet.pairs("next"),
        related=sheet.rows("related"),
        source=sheet.pairs("source"),
        owner=sheet.text("owner"),
        reviewed_on=sheet.text("reviewed_on"),
        review_due_on=sheet.text("review_due_on"),
        volatile=sheet.text("volatile") == "true",
        autonomy=sheet.text("autonomy"),
        follows=sheet.pairs("follows"),
        made_by=sheet.text("made_by"),
    )
