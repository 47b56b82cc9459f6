"""A question to an approved answer, to what it may be, or to an honest "I am not sure" with what came closest."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.confidence import Gate, Verdict, choices_among
from assistant.domain.grounds import Grounds, Likeness, grounds_of
from assistant.domain.knowledge import Article, ArticleId, Candidate
from assistant.ports import ArticleShelf, Knowledge
from assistant.services.autonomy import Autonomy, Standing
from assistant.services.knowledge_in_use import KnowledgeInUse

log = logging.getLogger(__name__)

MOST_NEXT = 3
"""Buttons under an answer: more would push it out of sight."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """An answer that is sure, but not the assistant's to give alone: what the citizen would get, and why not.

    `is_off`: its topic is switched off. `next_questions` as in an `Answer`.
    """

    article: Article
    level: AutonomyLevel
    is_off: bool
    next_questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: `article` is None when nothing was sure enough to be given.

    `withheld`: something was, but it is not the assistant's to give alone. `next_questions`: what the reader may want
    to ask then, in the article's language. `choices`: titles of articles of which one may be meant, for the citizen to
    choose between; none where no two are likely. `grounds`: what the gate went by; None where there was nothing to
    judge. `by_title`: whether the words were an article's title, as buttons send them. `versions` name what answered.
    """

    article: Article | None
    candidates: tuple[Candidate, ...]
    withheld: Withheld | None = None
    next_questions: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    grounds: Grounds | None = None
    by_title: bool = False
    versions: Mapping[str, str] = field(default_factory=dict)

    @property
    def confidence(self) -> float | None:
        """The best candidate's calibrated confidence (0..1); None when there is no candidate at all."""
        return self.candidates[0].confidence if self.candidates else None


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """Finds the article that answers a question, and lets the gate decide whether it may be given."""

    in_use: KnowledgeInUse
    autonomy: Autonomy
    gate: Gate

    async def answer(self, question: str, lang: str, topic: ArticleId | None = None) -> Answer:
        """The article to give, or choices, or neither, with the five best candidates.

        It comes in `lang` where there is a translation that follows today's text, else in Swedish. `topic` is what the
        conversation was about just now.

        Raises:
            UnavailableError: the index is missing or damaged.
        """
        knowledge = await self.in_use.now()
        candidates = await self._candidates(knowledge, question, topic)
        found = Answer(
            None,
            candidates,
            grounds=await self._grounds(knowledge, question, candidates),
            by_title=knowledge.shelf.titled(question) is not None,
            versions=knowledge.search.versions(),
        )
        verdict = self.gate.judge(candidates)
        if verdict is not Verdict.ANSWER:
            choices = await self._choices(knowledge.shelf, candidates, lang) if verdict is Verdict.CLARIFY else ()
            return replace(found, choices=choices)
        article = knowledge.shelf.article(candidates[0].article)
        spoken, standing = article.spoken(lang), await self.autonomy.standing()
        then = next_questions(spoken, knowledge.shelf)
        if standing.alone(article):
            return replace(found, article=spoken, next_questions=then)
        return replace(found, withheld=Withheld(spoken, standing.level(article), standing.is_off(article), then))

    async def _grounds(self, knowledge: Knowledge, question: str, candidates: tuple[Candidate, ...]) -> Grounds | None:
        if not candidates:
            return None
        if knowledge.explainer is None:
            return grounds_of(self.gate, candidates, Likeness())
        try:
            likeness = await asyncio.to_thread(knowledge.explainer.explain, question, candidates[0].article)
        except Exception:  # whatever goes wrong with the reasons, the answer stands
            log.exception("an answer has no reasons")
            likeness = Likeness()
        return grounds_of(self.gate, candidates, likeness)

    async def _choices(self, shelf: ArticleShelf, candidates: tuple[Candidate, ...], lang: str) -> tuple[str, ...]:
        """Titles to choose between, in `lang` where translated.

        None where those that may be answered alone are too few, or together too unlikely.

        A title comes back as the citizen's next question and is answered, so each must lead to its own article.
        """
        standing = await self.autonomy.standing()
        usable = [candidate for candidate in candidates if _is_choice(shelf, candidate.article, lang, standing)]
        return tuple(shelf.article(choice.article).spoken(lang).title for choice in choices_among(usable))

    async def is_title(self, words: str) -> bool:
        """Whether these words are the title of an article, as the buttons with next questions send."""
        return (await self.in_use.now()).shelf.titled(words) is not None

    async def article(self, article: ArticleId, lang: str) -> Article | None:
        """The article in `lang` where it is translated; None where it is no longer the assistant's to give alone."""
        shelf = (await self.in_use.now()).shelf
        there = {one.id: one for one in shelf.articles()}
        if article not in there or not (await self.autonomy.standing()).alone(there[article]):
            return None
        return there[article].spoken(lang)

    async def titles(self, articles: Sequence[ArticleId], lang: str) -> tuple[str, ...]:
        """Titles, in `lang` where translated, of those articles that the assistant may answer with alone.

        A title that comes back as the citizen's question leads to its own article.
        """
        shelf = (await self.in_use.now()).shelf
        there = {one.id for one in shelf.articles()}
        standing = await self.autonomy.standing()
        usable = [one for one in articles if one in there and _is_choice(shelf, one, lang, standing)]
        return tuple(shelf.article(one).spoken(lang).title for one in usable)

    async def _candidates(self, knowledge: Knowledge, question: str, topic: ArticleId | None) -> tuple[Candidate, ...]:
        """What the search proposes; an article whose title is the question, word for word, before all else.

        That is what the buttons with next questions send: nothing about it is uncertain.
        """
        found = await asyncio.to_thread(knowledge.search.search, question, topic=topic)
        titled = knowledge.shelf.titled(question)
        if titled is None:
            return found
        sure = Candidate(titled.id, 1.0, titled.covers)
        return (sure, *(other for other in found if other.article != titled.id))


def _is_choice(shelf: ArticleShelf, article_id: ArticleId, lang: str, standing: Standing) -> bool:
    article = shelf.article(article_id)
    leads_to = shelf.titled(article.spoken(lang).title)
    return standing.alone(article) and leads_to is not None and leads_to.id == article_id


def next_questions(article: Article, shelf: ArticleShelf) -> tuple[str, ...]:
    """Titles of the articles named for next questions, those in the article's own language, at most `MOST_NEXT`."""
    there = {one.id: one.spoken(article.lang) for one in shelf.articles() if one.id in article.next_questions.values()}
    titles = [
        there[key].title for key in article.next_questions.values() if key in there and there[key].lang == article.lang
    ]
    return tuple(dict.fromkeys(titles))[:MOST_NEXT]
