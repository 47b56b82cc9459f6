"""What a reader finds who searches the answers: those in their own language, then those in Swedish and English only."""

import asyncio
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain.knowledge import ORIGINAL, Article, Candidate
from assistant.web.reader import ENGLISH, Reader

MOST_FOUND = 6
LEAST_OF_BEST = 0.08
"""Confidence of the best candidate below which nothing is near.

Looked at again on the index of 30 November 2026: 98 % of 310 answerable calibration questions have .08 or more, and
9 % of 200 strings of random letters (5.5 % from .15 on). With this bound and the next two, on the index of the day
before, the right answer was in the list for 94 % of the questions and 90 % of the catalogue's 561 keywords, and 3 % of
the junk got a list.
"""
LEAST_OF_OTHERS = 0.005
"""Confidence of a further candidate, which is its share of the best one's. At .02 one in a hundred questions loses the
right answer, "sopor" that on the day of collection; without a bound the list is filled up with what is far off."""
LONGEST_WORD_LETTERS = 40
"""What is longer, or one letter over and over, is no word: the search is sure of "xxxx" (.32), never having met it."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Found:
    """Answers in the reader's language, and those that are not in it, each in the language it can be read in."""

    own: Sequence[Article]
    elsewhere: Sequence[Article]


async def find(reader: Reader, sought: str) -> Found:
    """What is near enough to the words sought, the best first."""
    if not _is_in_words(sought):
        return Found((), ())
    knowledge = await reader.assistant.knowledge.now()
    candidates = await asyncio.to_thread(knowledge.search.search, sought, MOST_FOUND)
    return split(reader, [knowledge.shelf.article(one.article) for one in near_enough(candidates)])


def split(reader: Reader, articles: Iterable[Article]) -> Found:
    """The articles in the reader's language apart from those that are only in others, in the order given."""
    read = [(article, article.spoken(reader.lang)) for article in articles]
    own = [spoken for _, spoken in read if spoken.lang == reader.lang]
    elsewhere = [otherwise(reader, article) for article, spoken in read if spoken.lang != reader.lang]
    return Found(own, elsewhere)


def otherwise(reader: Reader, article: Article) -> Article:
    """An article for a reader in whose language it is not: in Swedish for those who read it, else in English.

    In Swedish for others too, where no English follows today's text.
    """
    return article.spoken(ORIGINAL if reader.reads_swedish else ENGLISH)


def near_enough(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Those that the bounds leave."""
    if not candidates or candidates[0].confidence < LEAST_OF_BEST:
        return ()
    return [one for one in candidates if one.confidence >= LEAST_OF_OTHERS]


def _is_in_words(sought: str) -> bool:
    """Whether anything in it can be a word."""
    return any(
        len(word) <= LONGEST_WORD_LETTERS and (len(word) < 3 or not word.isalpha() or len(set(word)) > 1)
        for word in _WORD.findall(sought.casefold())
    )
