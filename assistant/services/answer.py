"""A question to an approved answer, or to an honest "I am not sure" with what came closest."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain.confidence import Gate, Verdict
from assistant.domain.knowledge import Article, Candidate
from assistant.ports import ArticleShelf, KnowledgeSearch


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: `article` is None when nothing was sure enough to be given."""

    article: Article | None
    candidates: tuple[Candidate, ...]

    @property
    def confidence(self) -> float | None:
        """The best candidate's calibrated confidence (0..1); None when there is no candidate at all."""
        return self.candidates[0].confidence if self.candidates else None


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """Finds the article that answers a question, and lets the gate decide whether it may be given."""

    search: KnowledgeSearch
    shelf: ArticleShelf
    gate: Gate

    async def answer(self, question: str) -> Answer:
        """The article to give, or none, with the five best candidates.

        Raises:
            UnavailableError: the index is missing or damaged.
        """
        candidates = await asyncio.to_thread(self.search.search, question)
        if self.gate.judge(candidates) is Verdict.HAND_OFF:
            return Answer(None, candidates)
        return Answer(self.shelf.article(candidates[0].article), candidates)

    def versions(self) -> Mapping[str, str]:
        """What answers, to be recorded with the turn."""
        return self.search.versions()
