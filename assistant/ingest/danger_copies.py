"""Copies of what the danger classifier is fitted on: with typing errors, and in the middle of another errand.

Of two who tell a municipality of danger one does so beside another question ("Måste man vara hemma när sotaren kommer?
Det brinner i skorstenen."). Rows of one sentence do not teach that; these copies do.
"""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

from assistant.ingest.danger_fit import Told

_TYPO_SHARE = 0.15
_SHORTEST_TO_BEND = 4
_JOINED_SHARE = 0.5
_PAIRED_SHARE = 0.1
_WORDS_BESIDE = range(3, 26)
"""Words of a question that is put beside another text: a shorter one is no errand, a longer one drowns it."""


def bent(told: Sequence[Told], seed: int) -> list[Told]:
    """Each utterance once more with typing errors, the same ones for the same seed."""
    chance = random.Random(seed)
    return [Told(" ".join(_bent(word, chance) for word in one.text.split()), one.danger, one.lang) for one in told]


def joined(told: Sequence[Told], ordinary: Sequence[Told], seed: int) -> list[Told]:
    """Half of the utterances, each before or after an ordinary question in its language.

    Harmless ones too, and one in ten of the ordinary questions: two sentences alone are no danger.
    """
    chance = random.Random(seed)
    beside = _by_language(ordinary)
    some = [one for one in told if chance.random() < _JOINED_SHARE]
    some += [one for one in ordinary if chance.random() < _PAIRED_SHARE]
    return [
        Told(_joined(one.text, beside[one.lang], chance), one.danger, one.lang) for one in some if one.lang in beside
    ]


def _joined(text: str, others: Sequence[str], chance: random.Random) -> str:
    both = [chance.choice(others), text]
    chance.shuffle(both)
    end = "" if both[0][-1:] in ".?!؟" else chance.choice([".", ",", ""])
    return f"{both[0]}{end} {both[1]}"


def _by_language(ordinary: Sequence[Told]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in ordinary:
        if len(one.text.split()) in _WORDS_BESIDE:
            found[one.lang].append(one.text)
    return dict(found)


def _bent(word: str, chance: random.Random) -> str:
    if len(word) < _SHORTEST_TO_BEND or chance.random() > _TYPO_SHARE:
        return word
    at = chance.randrange(len(word) - 1)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return chance.choice([swapped, word[:at] + word[at + 1 :], word[: at + 1] + word[at:]])
