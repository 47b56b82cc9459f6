"""Citizens' questions that somebody has labelled with what would be a right answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.confidence import Gate
from assistant.domain.knowledge import ArticleId, FactId


class QuestionKind(StrEnum):
    """What a labelled question is. All but the first are such that no article of ours is a right answer."""

    ANSWERABLE = "answerable"
    NOT_COVERED = "not_covered"
    """In one of our areas, but about something that no article says."""
    PERSONAL = "personal"
    """About the asker's own case, which the chat cannot see."""
    OTHER_AUTHORITY = "other_authority"
    OTHER_MUNICIPALITY = "other_municipality"
    OUT_OF_SCOPE = "out_of_scope"
    NONSENSE = "nonsense"


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question for measuring, with the turns that led to it where it is a follow-up; the last turn is the question.

    An answer is right when it covers one of `covers`; where there are none, no answer is right. `voice` says how it is
    put (everyday, keyword, typo, ...), `writer` who wrote it: questions are split between files by writer.
    """

    id: str
    turns: tuple[str, ...]
    lang: str
    kind: QuestionKind
    covers: frozenset[FactId]
    voice: str
    writer: str

    @property
    def text(self) -> str:
        """The question itself."""
        return self.turns[-1]


@dataclass(frozen=True, slots=True)
class LabelledAnswer:
    """A labelled question with the article that a search puts first, if any, and the confidence in it (0..1)."""

    question: LabelledQuestion
    article: ArticleId | None
    confidence: float
    covers: tuple[FactId, ...] = ()

    @property
    def right(self) -> bool:
        """Whether giving the article would be right."""
        return bool(self.question.covers & set(self.covers))


def given(answer: LabelledAnswer, gate: Gate) -> ArticleId | None:
    """The article that the gate would let through; None when the citizen or a person would be asked."""
    if answer.article is None or answer.confidence < gate.threshold_for(answer.article):
        return None
    return answer.article


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """A labelled question that would be answered otherwise than it is now."""

    before: LabelledAnswer
    after: LabelledAnswer


def changed_answers(
    before: Sequence[LabelledAnswer], after: Sequence[LabelledAnswer], gate: Gate
) -> tuple[ChangedAnswer, ...]:
    """Those of the same questions, in the same order, that the gate answers otherwise."""
    pairs = zip(before, after, strict=True)
    return tuple(ChangedAnswer(*pair) for pair in pairs if given(pair[0], gate) != given(pair[1], gate))
