import numpy as np
import pytest

from assistant.measure.indexes import compare_indexes, recall
from assistant.measure.speed import Latency, Speed, latency, speed_report


def test_recall_is_the_share_of_true_neighbours_found() -> None:
    assert recall(np.array([[1, 2], [3, 4]]), np.array([[2, 9], [4, 3]])) == pytest.approx((0.5 + 1) / 2)


def test_the_exact_index_finds_everything_and_the_others_are_held_to_it() -> None:
    rows = compare_indexes(8, lambda _: None, sizes=(3_000,), queries=5)
    assert [row.exact for row in rows] == [True, False, False]
    assert rows[0].recall_10 == 1
    assert all(0 < row.recall_10 <= 1 and row.megabytes > 0 for row in rows)


def test_latency_asks_each_one_in_each_round_after_a_warm_up() -> None:
    asked: list[int] = []
    found = latency("step", asked.append, [1, 2], rounds=3)
    assert asked == [1, 2] * 4
    assert 0 <= found.p50 <= found.p95


def test_the_page_names_the_steps_the_indexes_and_the_choice() -> None:
    rows = compare_indexes(8, lambda _: None, sizes=(3_000,), queries=5)
    speed = Speed(425, 21_144, 8, 10, "encoder@1", (Latency("encoding the question", 1.25, 1.0, 2.0),), rows)
    page = speed_report(speed)
    assert "| encoding the question | 1.25 | 1.00 | 2.00 |" in page
    assert "| exact (IndexFlatIP), 3,000 vectors | " in page
    assert "**Used: the exact one.** At 3,000 vectors" in page
