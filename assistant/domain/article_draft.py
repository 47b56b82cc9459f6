"""An article as an editor has it on the page: every field as written, right or wrong, before anything is judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from assistant.domain.answer_parts import HEADINGS, PartKind
from assistant.domain.knowledge import ORIGINAL, Maker
from assistant.domain.revision import Place

FIRST_REVIEW = timedelta(days=180)
"""A new article is looked at again after half a year, unless its editor says otherwise."""


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """The fields of an article's file, as texts. A translation has title, answer, variants, `follows` and `made_by`."""

    place: Place
    title: str = ""
    answer: str = ""
    variants: tuple[str, ...] = ()
    keywords: str = ""
    covers: tuple[str, ...] = ()
    not_to_be_confused_with: Mapping[str, str] = field(default_factory=dict)
    next_questions: Mapping[str, str] = field(default_factory=dict)
    related: tuple[str, ...] = ()
    source: Mapping[str, str] = field(default_factory=dict)
    owner: str = ""
    reviewed_on: str = ""
    review_due_on: str = ""
    volatile: bool = False
    autonomy: str = ""
    follows: Mapping[str, str] = field(default_factory=dict)
    made_by: str = ""

    @property
    def is_translation(self) -> bool:
        """Whether it is in another language than articles are written in."""
        return self.place.lang != ORIGINAL


def blank_draft(
    place: Place, today: date, title: str = "", owner: str = "", covers: tuple[str, ...] = ()
) -> ArticleDraft:
    """What an editor begins with: the headings of the answer's parts, and today's dates."""
    headings = HEADINGS.get(place.lang, HEADINGS[ORIGINAL])
    parts = (PartKind.STEPS, PartKind.GOOD_TO_KNOW, PartKind.CONTACT)
    return ArticleDraft(
        place=place,
        title=title,
        answer="\n" + "\n\n".join(f"## {headings[kind]}\n" for kind in parts),
        covers=covers,
        source={"title": "", "url": "", "seen": ""},
        owner=owner,
        reviewed_on=today.isoformat(),
        review_due_on=(today + FIRST_REVIEW).isoformat(),
        made_by=str(Maker.PERSON),
    )
