"""Questions as hurried thumbs and foreign keyboards write them: the same words with slips, seeded."""

import random

from assistant.domain.labelled import LabelledQuestion

SHARE = 5
"""One word in so many gets a slip."""
LEAST_LETTERS = 3
"""Of a word that may get one: in shorter words a slip often makes another word."""
_BARE = str.maketrans("åäöÅÄÖ", "aaoAAO")


def bare(text: str) -> str:
    """The text with å, ä and ö typed as a, a and o."""
    return text.translate(_BARE)


def with_slips(question: LabelledQuestion, seed: int = 20) -> str:
    """The question with a slip in one word in five, at least one: letters swapped, dropped or doubled.

    The same id and seed always give the same slips. A question without a word long enough stays as it is.
    """
    draw = random.Random(f"{seed} {question.id}")
    words = question.text.split()
    able = [place for place, word in enumerate(words) if len(word) >= LEAST_LETTERS]
    for place in draw.sample(able, min(len(able), max(1, round(len(words) / SHARE)))):
        words[place] = slip(words[place], draw)
    return " ".join(words)


def slip(word: str, draw: random.Random) -> str:
    """The word with two neighbouring letters swapped, one dropped, or one doubled."""
    place = draw.randrange(len(word) - 1)
    head, one, other, tail = word[:place], word[place], word[place + 1], word[place + 2 :]
    return draw.choice([head + other + one + tail, head + other + tail, head + one + one + other + tail])
