"""How content citizens are with the way they were treated."""

from collections.abc import Iterable

from assistant.domain.share import Share

CONTENT_FROM = 4
"""A rating of 4 or 5 of 5 counts as satisfied."""


def satisfaction(ratings: Iterable[int]) -> Share:
    """Ratings of 4 or 5 over all ratings given (1..5).

    Source: the "top-2 box" customer satisfaction score (CSAT), as defined by Qualtrics, "What is CSAT".
    """
    given = list(ratings)
    return Share(sum(rating >= CONTENT_FROM for rating in given), len(given))
