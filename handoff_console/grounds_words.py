"""Why the assistant did or did not answer, in words."""

from babel.lists import format_list

from assistant.domain.confidence import Verdict
from assistant.domain.grounds import Grounds
from assistant.wording.catalogue import Words
from handoff_console.local_words import percent


def why(confidence: float, grounds: Grounds, words: Words) -> str:
    """How sure (0..1), what the question is like, which of its words the article lacks, and what would be enough."""
    return " ".join(part for part in (_likeness(confidence, grounds, words), _limit(grounds, words)) if part)


def _likeness(confidence: float, grounds: Grounds, words: Words) -> str:
    sure, line = percent(confidence, words.lang, 0), grounds.likeness.nearest
    missing = [words("“{word}”", word=word) for word in grounds.likeness.missing]
    listed = format_list(missing, locale=words.lang) if missing else ""
    if not line:
        return words("{percent} sure.", percent=sure)
    if len(missing) > 1:
        return words(
            "{percent} sure: the question is like “{line}”, but the words {listed} are not in the article.",
            percent=sure,
            line=line,
            listed=listed,
        )
    if missing:
        return words(
            "{percent} sure: the question is like “{line}”, but the word {listed} is not in the article.",
            percent=sure,
            line=line,
            listed=listed,
        )
    return words("{percent} sure: the question is like “{line}”.", percent=sure, line=line)


def _limit(grounds: Grounds, words: Words) -> str:
    """Nothing where the assistant was sure enough: the reader sees that it answered."""
    if grounds.verdict is Verdict.ANSWER:
        return ""
    return words("It answers by itself from {percent}.", percent=percent(grounds.threshold, words.lang, 0))
