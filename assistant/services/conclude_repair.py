"""What puts a conversation right again: another answer after a wrong one, the same in other words, a person."""

from collections import Counter
from dataclasses import dataclass, replace

from assistant.domain.answer_parts import parts_of, short_answer
from assistant.domain.asking import stem_of
from assistant.domain.confidence import share_a_fact
from assistant.domain.conversation import SWEDISH, Language, NewUtterance, Speaker
from assistant.domain.knowledge import EASY_SWEDISH, Article, ArticleId, Candidate
from assistant.domain.turn import TurnOutcome, TurnRecord
from assistant.services.answer import AnswerQuestion
from assistant.services.conclusion import WATCHED_AREAS, Asked, Conclusion, OwnWords

LEAST_WORTH_OFFERING = 0.02
"""Calibrated confidence (0..1) of a candidate offered in place of a wrong answer: the best one being wrong, what was
unlikely before has gained, and the citizen chooses."""
MOST_OFFERED = 3
OFTEN = 2
"""Times an answer has been given before, from which on a person is offered with it."""


@dataclass(frozen=True, slots=True)
class ConcludeRepair:
    """Carries out what a citizen wants who was not helped by what was said."""

    knowledge: AnswerQuestion
    own: OwnWords

    async def next_best(self, asked: Asked, number: int) -> Conclusion:
        """Other articles to choose between, or a person; the turn that was wrong is marked for review."""
        wrong = _last_answer(asked.before)
        if wrong is None:
            return self._sorry(asked, number, None)
        titles = await self.knowledge.titles(_others(wrong, asked.before), asked.answer_lang)
        if not titles:
            return self._sorry(asked, number, wrong.seq)
        words = self.own.of(asked)
        text = words("I am sorry, then I did not help you properly. Is it one of these you are wondering about?")
        said = replace(self.own.say(asked, number, text), quick_replies=(*titles, self.own.way_out(asked)))
        return Conclusion(TurnOutcome.CLARIFYING, (said,), disputes=wrong.seq)

    def _sorry(self, asked: Asked, number: int, disputed: int | None) -> Conclusion:
        words = self.own.of(asked)
        text = words(
            "I am sorry that I could not help you. Do you want to talk to a person? "
            "You can also write the question again in other words."
        )
        return Conclusion(
            TurnOutcome.ANSWERED_FROM_DIALOGUE, (self.own.offering_a_person(asked, number, text),), disputes=disputed
        )

    async def say_again(self, asked: Asked, number: int) -> Conclusion:
        """The last answer, shorter or in easy Swedish; a person is offered where there is none, or it did not help."""
        last = _last_answer(asked.before)
        given = last.article if last is not None else None
        article = await self.knowledge.article(given, asked.answer_lang) if given is not None else None
        if article is None:
            words = self.own.of(asked)
            text = words(
                "I answer questions about the municipality. Write in a few words what you want to know, "
                "for example “rubbish collection” or “apply for preschool”. Or do you want to talk to a person?"
            )
            return Conclusion(TurnOutcome.UNANSWERED_NOT_UNDERSTOOD, (self.own.offering_a_person(asked, number, text),))
        begin = self.own.of(asked)("I will try to say it more simply:")
        return self._briefly(Conclusion(TurnOutcome.ANSWERED_FROM_KNOWLEDGE), article, asked, number, begin)

    def again(self, found: Conclusion, article: Article, asked: Asked, number: int) -> Conclusion:
        """An article that was given in this conversation before, in another way; the third time with a person."""
        begin = self.own.of(asked)("I have answered with this before, so here it is more briefly:")
        return self._briefly(found, article, asked, number, begin)

    def _briefly(self, found: Conclusion, article: Article, asked: Asked, number: int, begin: str) -> Conclusion:
        words = self.own.of(asked)
        easier = _in_easy_swedish(article)
        told = easier.answer if easier is not None else _most_fitting_part(article, asked.words)
        often = times_given(article.id, asked.before) >= OFTEN
        end = words("If it does not answer your question, a person can help you.") if often else ""
        text = "\n\n".join(part for part in (begin, told, end) if part)
        said = NewUtterance(
            asked.reply_id(number),
            Speaker.ASSISTANT,
            text,
            Language((easier or words).lang),
            article=article.id,
            citations=((easier or article).citation,),
            quick_replies=self.own.person_or_not(asked),
            quick_exit=article.area in WATCHED_AREAS,
        )
        return replace(found, replies=(said,), article=article.id)


def times_given(article: ArticleId, before: tuple[TurnRecord, ...]) -> int:
    """How often the assistant has given the article in these turns."""
    return Counter(turn.article for turn in before)[article]


def _others(wrong: TurnRecord, before: tuple[TurnRecord, ...]) -> tuple[ArticleId, ...]:
    """The candidates of a turn that was wrong, without those that say the same and those given already."""
    given = {turn.article for turn in before}
    first = next((one for one in wrong.candidates if one.article == wrong.article), None)
    apart = [one for one in wrong.candidates if one.article not in given and not _says_the_same(one, first)]
    return tuple(one.article for one in apart if one.confidence >= LEAST_WORTH_OFFERING)[:MOST_OFFERED]


def _says_the_same(one: Candidate, other: Candidate | None) -> bool:
    return other is not None and share_a_fact(one, other)


def _last_answer(before: tuple[TurnRecord, ...]) -> TurnRecord | None:
    """The turn with the latest answer; None where a question back came after it: then what is meant is that."""
    if before and before[0].outcome is TurnOutcome.CLARIFYING:
        return None
    return next((turn for turn in before if turn.article is not None), None)


def _in_easy_swedish(article: Article) -> Article | None:
    easy = article.spoken(EASY_SWEDISH) if article.lang == SWEDISH else article
    return easy if easy.lang == EASY_SWEDISH else None


def _most_fitting_part(article: Article, question: str) -> str:
    """The part of the answer that shares most words with the question, the short answer where none does."""
    asked = {stem_of(word) for word in question.split()}
    parts = parts_of(article.answer, article.lang)
    best = max(parts, key=lambda part: len(asked & {stem_of(word) for word in part.text.split()}), default=None)
    return best.text if best is not None and best.text else short_answer(article.answer)
