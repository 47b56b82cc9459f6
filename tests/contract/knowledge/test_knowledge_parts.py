"""The promises of Encoder, VectorIndex, KnowledgeSearch and ArticleShelf, held against the real parts."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from assistant.adapters.built_index import gate_of, load_index, load_lexicon
from assistant.adapters.faiss_index import FaissIndex
from assistant.adapters.sentence_encoder import NgramEncoder, SentenceEncoder, StaticEncoder, open_encoder
from assistant.domain.confidence import Gate
from assistant.domain.errors import NotFoundError, RefusedError, UnavailableError
from assistant.domain.knowledge import ArticleId, FactId
from assistant.ingest.build_index import build, inputs_digest
from assistant.retrieval.swedish import fold
from tests.contract.knowledge.conftest import DRIVERS, TODAY, WIDTH

pytestmark = pytest.mark.contract
TEXTS = ["När hämtas soporna?", "badet", "", "nar hamtas soporna"]


def test_an_encoders_rows_have_unit_length_and_an_empty_text_gives_a_zero_row(built: Path) -> None:
    encoder = open_encoder(built / "encoder")
    rows = encoder.encode(TEXTS)
    assert rows.shape == (4, encoder.width)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 0, 1], abs=1e-5)


def test_a_text_without_dots_and_ring_is_encoded_as_one_with(built: Path) -> None:
    rows = open_encoder(built / "encoder").encode(TEXTS)
    assert float(rows[0] @ rows[3]) == pytest.approx(1.0, abs=1e-4)


def test_the_light_way_of_reading_our_own_model_gives_the_librarys_vectors(built: Path) -> None:
    light = open_encoder(built / "encoder")
    # Trusted, because the module's code is ours and lies here.
    library = SentenceTransformer(str(built / "encoder"), device="cpu", trust_remote_code=True)
    assert isinstance(light, NgramEncoder)
    assert library.get_embedding_dimension() == light.width
    assert library.encode(TEXTS) == pytest.approx(light.encode(TEXTS), abs=1e-5)


def test_the_light_way_of_reading_a_static_model_gives_the_librarys_vectors(another_model: Path) -> None:
    light, library = open_encoder(another_model), SentenceEncoder.load(another_model)
    assert isinstance(light, StaticEncoder)
    assert library.name == light.name
    assert library.width == light.width
    assert library.encode(TEXTS) == pytest.approx(light.encode(TEXTS), abs=1e-5)


def test_with_another_model_index_head_calibration_and_manifest_follow(
    knowledge_base: Path, another_model: Path, tmp_path: Path
) -> None:
    manifest = build(knowledge_base, tmp_path / "index", TODAY, replace(DRIVERS, encoder=str(another_model)))
    assert manifest.encoder.split("@")[1] == open_encoder(another_model).name.split("@")[1]
    assert manifest.width == WIDTH
    assert manifest.inputs != inputs_digest(knowledge_base)
    search = load_index(tmp_path / "index").built().search
    assert search.search("när kommer sopbilen", limit=1)[0].article == "prov.sopor"


def test_a_model_that_is_neither_a_folder_nor_to_be_had_is_named(
    knowledge_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(RefusedError, match="no/such-model"):
        build(knowledge_base, tmp_path / "index", TODAY, replace(DRIVERS, encoder="hub:no/such-model@main"))
    with pytest.raises(RefusedError, match="hub:owner/name@revision"):  # a folder mistyped is never fetched
        build(knowledge_base, tmp_path / "index", TODAY, replace(DRIVERS, encoder="models/min"))
    assert not (tmp_path / "index").exists()


def test_an_encoder_is_named_by_its_contents(built: Path, copy: Path) -> None:
    before = open_encoder(copy / "encoder").name
    assert before == open_encoder(built / "encoder").name
    (copy / "encoder/README.md").write_text("another", encoding="utf-8")
    assert open_encoder(copy / "encoder").name != before


def test_a_folder_without_a_model_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError):
        open_encoder(tmp_path)


def test_an_index_gives_the_nearest_rows_best_first_and_no_more_than_it_has(tmp_path: Path) -> None:
    index = FaissIndex.of(np.eye(3, dtype=np.float32))
    index.save(tmp_path / "rows.faiss")
    query = np.array([[0.1, 0.9, 0.5]], dtype=np.float32)
    for one in (index, FaissIndex.load(tmp_path / "rows.faiss")):
        scores, places = one.search(query, 10)
        assert places.tolist() == [[1, 2, 0]]
        assert scores[0] == pytest.approx([0.9, 0.5, 0.1])
        assert one.search(query, 1)[1].tolist() == [[1]]


def test_an_index_file_that_is_missing_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError):
        FaissIndex.load(tmp_path / "rows.faiss")


def test_a_search_proposes_the_article_and_says_what_it_covers(built: Path) -> None:
    known = load_index(built).built()
    search, shelf = known.search, known.shelf
    best, *others = search.search("när kommer sopbilen", limit=2)
    assert best.article == ArticleId("prov.sopor")
    assert best.covers == (FactId("prov.sopor"),)
    assert len(others) == 1
    assert 1 >= best.confidence >= others[0].confidence >= 0
    assert shelf.article(best.article).title == "När hämtas soporna?"
    assert set(search.versions()) == {"index", "encoder"}


def test_what_was_found_is_explained_by_its_nearest_question_and_the_words_it_lacks(built: Path) -> None:
    explainer = load_index(built).built().explainer
    assert explainer is not None
    found = explainer.explain("när kommer sopbilen i Norrköping", ArticleId("prov.sopor"))
    assert "sopbilen" in found.nearest
    assert "Norrköping" in found.missing
    assert "sopbilen" not in found.missing


@pytest.mark.parametrize("question", ["", "   ", "???", "😀"])
def test_a_question_without_words_finds_nothing(built: Path, question: str) -> None:
    assert load_index(built).built().search.search(question) == ()


def test_a_question_out_of_scope_gets_less_confidence_than_one_within(built: Path) -> None:
    search = load_index(built).built().search
    outside = search.search("vem är nummer 7 i hockeylaget")
    assert max((candidate.confidence for candidate in outside), default=0.0) < search.search("sopbilen")[0].confidence


def test_the_shelf_holds_all_articles_by_id_and_no_others(built: Path) -> None:
    shelf = load_index(built).built().shelf
    assert [article.id for article in shelf.articles()] == ["prov.bad", "prov.bok", "prov.sopor"]
    with pytest.raises(NotFoundError):
        shelf.article(ArticleId("prov.katt"))


def test_the_manifest_names_what_it_was_built_from(built: Path, knowledge_base: Path, tmp_path: Path) -> None:
    digest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))["inputs"]
    assert inputs_digest(knowledge_base) == digest
    other = tmp_path / "knowledge_base"
    shutil.copytree(knowledge_base, other)
    assert inputs_digest(other) == digest
    with (other / "articles/prov/bad.md").open("a", encoding="utf-8") as file:
        file.write("Nytt.\n")
    assert inputs_digest(other) != digest


def test_a_missing_index_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="kontakt kb build"):
        load_index(tmp_path / "index")


@pytest.mark.parametrize(
    "name",
    [
        "ranker.npz",
        "lines.faiss",
        "encoder/modules.json",
        "models.json",
        "articles.json",
        "thresholds.json",
        "lines.json",
    ],
)
def test_a_damaged_or_missing_file_is_named_with_the_remedy(copy: Path, name: str) -> None:
    (copy / name).write_bytes((copy / name).read_bytes()[:-1])
    with pytest.raises(UnavailableError, match=f"{name}.*kontakt kb build"):
        load_index(copy)
    (copy / name).unlink()
    with pytest.raises(UnavailableError, match=f"{name}.*kontakt kb build"):
        load_index(copy)


def test_the_lexicon_is_the_words_of_articles_and_questions_and_refused_when_damaged(built: Path, copy: Path) -> None:
    lexicon = load_lexicon(built)
    assert all(word == fold(word) and count > 0 for word, count in lexicon.items())
    assert load_lexicon(copy) == lexicon
    (copy / "ranker.npz").write_bytes(b"")
    with pytest.raises(UnavailableError, match=r"ranker\.npz"):
        load_lexicon(copy)


def test_the_gate_is_that_of_the_next_precision_the_build_looked_at(copy: Path) -> None:
    own = {"prov": {"threshold": 0.9, "given": 30, "precision": 0.8, "at_most": 0.9}}
    found = {
        precision: {"threshold": threshold, "given": 99, "precision": 1, "proven": 0.9, "areas": areas}
        for precision, threshold, areas in ((0.90, 0.5, {}), (0.95, 0.7, own))
    }
    (copy / "thresholds.json").write_text(json.dumps(found), encoding="utf-8")
    assert gate_of(copy, 0.90) == Gate(0.5)
    assert gate_of(copy, 0.93) == gate_of(copy, 0.95) == Gate(0.7, {"prov": 0.9})
    with pytest.raises(UnavailableError, match=r"precision 0\.97.*kontakt kb build"):
        gate_of(copy, 0.97)
    (copy / "thresholds.json").write_text("[]", encoding="utf-8")
    with pytest.raises(UnavailableError, match="kontakt kb build"):
        gate_of(copy, 0.90)


def test_the_manifest_tells_what_is_reached_and_what_is_proven(built: Path) -> None:
    figures = json.loads((built / "manifest.json").read_text(encoding="utf-8"))["figures"]
    for precision in (0.90, 0.95, 0.98):
        name = f"at_precision_{precision:.2f}"
        assert figures[f"{name}.threshold"] == gate_of(built, precision).threshold
        assert figures[f"{name}.proven"] < figures[f"{name}.precision"]


def test_an_index_of_another_format_is_refused(copy: Path) -> None:
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    (copy / "manifest.json").write_text(json.dumps({**manifest, "format": 0}), encoding="utf-8")
    with pytest.raises(UnavailableError, match="kontakt kb build"):
        load_index(copy)
