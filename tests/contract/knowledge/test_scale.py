"""The whole search can be built anew at another size, and timed."""

from pathlib import Path

import pytest

from assistant.adapters.built_index import load_index
from assistant.adapters.faiss_index import FaissIndex
from assistant.measure.scale import Kit, measure_scale

pytestmark = pytest.mark.contract
TEXTS = ["när hämtas soporna hos oss", "var ligger badet i staden", "hur lånar jag en bok"]


def test_the_search_is_built_and_timed_at_each_size(built: Path) -> None:
    workshop = load_index(built)
    kit = Kit(workshop.whole.ranker.dense.encoder, FaissIndex.of, workshop.models)
    said: list[str] = []
    small, large = measure_scale(kit, TEXTS, ["när hämtas sopor"], said.append, sizes=(20, 400))
    assert (small.passages, small.articles, large.passages, large.articles) == (20, 20, 400, 350)
    assert small.megabytes < large.megabytes
    assert 0 < small.encode.mean < small.whole.mean
    assert small.questions_a_second == pytest.approx(1_000 / small.whole.mean)
    assert len(said) == 2
