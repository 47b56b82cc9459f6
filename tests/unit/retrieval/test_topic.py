"""What a conversation was about lends weight to what lies near it, and only where there is such a topic."""

import numpy as np
import pytest

from assistant.domain.knowledge import ArticleId
from assistant.retrieval.topic import Surroundings

IDS = [ArticleId(one) for one in ("sopor.hamtning", "sopor.avgift", "bad.tider")]


def test_articles_of_an_area_lie_near_each_other_and_links_hold_both_ways() -> None:
    near = Surroundings(IDS, [[IDS[1]], [], [ArticleId("sopor.withdrawn")]])
    assert near.same_area.tolist() == [[True, True, False], [True, True, False], [False, False, True]]
    assert near.linked.tolist() == [[False, True, False], [True, False, False], [False, False, False]]


@pytest.mark.parametrize("links", [[[], [], []], [[IDS[2]], [IDS[0]], [IDS[1]]]])
def test_nearness_is_mutual(links: list[list[ArticleId]]) -> None:
    near = Surroundings(IDS, links)
    assert np.array_equal(near.linked, near.linked.T)
    assert np.array_equal(near.same_area, near.same_area.T)
