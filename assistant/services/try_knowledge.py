"""What a text would change: every labelled question asked of the knowledge as it is, and as it would be."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from assistant.domain.article_draft import ArticleDraft
from assistant.domain.confidence import Gate
from assistant.domain.knowledge import Article
from assistant.domain.labelled import ChangedAnswer, LabelledQuestion, changed_answers
from assistant.ports import Knowledge
from assistant.retrieval.search import answer_all
from assistant.services.edit_knowledge import EditKnowledge, FaultyTextError
from assistant.services.knowledge_in_use import KnowledgeInUse, texts_in_force

QUESTIONS_AT_A_TIME = 40
"""Between two words on how far the trial has come: a second's work or less."""


@dataclass(frozen=True, slots=True)
class TrialStep:
    """How far a trial has come. `changed` is None until all `questions` have been asked."""

    asked: int
    questions: int
    changed: tuple[ChangedAnswer, ...] | None = None


@dataclass(frozen=True, slots=True)
class TryKnowledge:
    """Tries texts out before they are published. Nothing is recorded."""

    in_use: KnowledgeInUse
    edit: EditKnowledge
    gate: Gate

    async def trial(self, draft: ArticleDraft) -> AsyncIterator[TrialStep]:
        """Word of each step, and at last the labelled questions whose answer would be another.

        Only calibration questions are asked: an editor who polishes an article until the test questions come out
        right would make the test worthless.

        Raises:
            FaultyTextError: the draft makes no article.
        """
        judged = await self.edit.judge(draft)
        if judged.article is None:
            raise FaultyTextError(judged.faults)
        now, then = await self.in_use.now(), await self._with(judged.article)
        questions = self.in_use.workshop.labelled()
        changed: list[ChangedAnswer] = []
        for begin in range(0, len(questions), QUESTIONS_AT_A_TIME):
            yield TrialStep(begin, len(questions))
            some = questions[begin : begin + QUESTIONS_AT_A_TIME]
            changed += await asyncio.to_thread(_changed, now, then, some, self.gate)
        yield TrialStep(len(questions), len(questions), tuple(changed))

    async def _with(self, article: Article) -> Knowledge:
        """The knowledge in use, with this article in place of its namesake."""
        async with self.in_use.records.reading() as unit:
            revisions = await unit.revisions.in_force()
        workshop = self.in_use.workshop
        articles, withdrawn = self.in_use.changes(texts_in_force(workshop.texts(), revisions))
        others = [one for one in articles if one.id != article.id]
        return await asyncio.to_thread(workshop.revised, (*others, article), withdrawn - {article.id}, "trial")


def _changed(
    now: Knowledge, then: Knowledge, questions: Sequence[LabelledQuestion], gate: Gate
) -> tuple[ChangedAnswer, ...]:
    before, after = (tuple(answer_all(questions, knowledge.search)) for knowledge in (now, then))
    return changed_answers(before, after, gate)
