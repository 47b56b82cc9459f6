import numpy as np
import pytest

from assistant.measure.indexes import compare_indexes, recall
from assistant.measure.latency import Latency, latency
from assistant.measure.scale import ScaleRow, corpus_of_size
from assistant.measure.speed import Speed, speed_report


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
    encode, search, whole = Latency("encoding the question", 1.25, 1.0, 2.0), Latency("", 2, 2, 3), Latency("", 4, 3, 5)
    scale = (ScaleRow(300_000, 4_000, 60.5, 812.0, encode, search, whole),)
    speed = Speed(425, 21_144, 8, 10, "encoder@1", (encode,), rows, scale)
    page = speed_report(speed)
    assert "| encoding the question | 1.25 | 1.00 | 2.00 |" in page
    assert "| exact (IndexFlatIP), 3,000 vectors | " in page
    assert "**Used: the exact one.** We have 21,144 lines; over random vectors it answers in " in page
    assert f"{rows[0].p95_ms:.2f} ms at 3,000 (p95)" in page
    assert "| 300,000 | 4,000 | 2.00 | 3.00 | 3.00 | 5.00 | 250 | 812 | 60.5 |" in page


@pytest.mark.parametrize(("size", "articles"), [(30, 30), (5_000, 350), (30_000, 400)])
def test_a_corpus_of_any_size_is_halves_of_texts_dealt_out_to_articles(size: int, articles: int) -> None:
    corpus = corpus_of_size(["a b c d", "e f g"], size)
    assert (len(corpus.lines), len(corpus.documents), len(corpus.facts)) == (size, articles, articles)
    assert set(corpus.lines) == {"a b c d", "a b f g", "e f c d", "e f f g"}
    assert np.bincount(corpus.line_article).max() - np.bincount(corpus.line_article).min() <= 1
    assert corpus.lines[corpus.line_article.tolist().index(7)] in corpus.documents[7].splitlines()
    assert corpus_of_size(["a b c d", "e f g"], size).lines == corpus.lines
