"""Seeing that a question is likely asked in English."""

from assistant.retrieval.swedish import words

_FUNCTION_WORDS = """
the a an is are was were do does did how what where when who why which can could would should will my me we our you your
he she they it this that there to of for from with without and or if not no have has had get need want be been at on in
by about any some please
"""
"""Of English; those that are also Swedish words ("i", "man") are left out."""


def english_share(text: str) -> float:
    """The share (0..1) of words that are function words of English and not of Swedish."""
    found = words(text)
    english = frozenset(_FUNCTION_WORDS.split())
    return sum(word in english for word in found) / max(1, len(found))
