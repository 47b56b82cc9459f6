"""The danger classifier that is shipped: what it needs, how fast it is, and what it does when it is damaged."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.adapters.danger_classifier import NgramDangerClassifier, load_danger_classifier
from assistant.domain.danger import DangerClass, DangerDetector
from assistant.domain.errors import UnavailableError
from assistant.ingest.danger_rules import read_danger_rules
from assistant.ports.danger import DangerClassifier

PROJECT = Path(__file__).parents[3]
SHIPPED = PROJECT / "knowledge_base/danger"


@pytest.fixture(scope="module")
def detector() -> DangerDetector:
    shipped, bands = load_danger_classifier(SHIPPED)
    return read_danger_rules(PROJECT / "knowledge_base/danger.yml").with_classifier(shipped.scores, bands)


@pytest.fixture(scope="module")
def classifier() -> NgramDangerClassifier:
    return load_danger_classifier(SHIPPED)[0]


def test_it_is_the_port_and_its_probabilities_are_together_at_most_one(classifier: NgramDangerClassifier) -> None:
    port: DangerClassifier = classifier
    scores = port.scores("det står en man med kniv utanför min dörr")
    assert set(scores) == set(DangerClass) - {DangerClass.PUBLIC_CRISIS}
    assert 0.5 < sum(scores.values()) <= 1.0001
    assert sum(port.scores("hur söker jag bygglov för en altan?").values()) < 0.2


def test_a_text_too_short_to_judge_has_no_scores(classifier: NgramDangerClassifier) -> None:
    assert classifier.scores("hej hej") == {}


def test_one_sentence_of_danger_is_seen_in_a_long_story(classifier: NgramDangerClassifier) -> None:
    story = "Vi har bott i huset i många år och trivs med trädgården och grannarna på gatan. " * 8
    told = "Min sambo slår mig och hotar att döda mig med en kniv, jag är livrädd och gömmer mig. "
    assert sum(classifier.scores(story).values()) < 0.5 < sum(classifier.scores(story + told + story).values())


@pytest.mark.parametrize(
    "text",
    [
        "tack för idag, hejdå",
        "nu är jag klar",
        "jag klarar mig själv",
        "inget mer, hejdå",
        "snön ligger kvar på trottoaren, ingen har skottat",
        "stoppskylten är påkörd",
        "den hänger i en sladd",
    ],
)
def test_goodbyes_and_reports_of_faults_are_left_in_peace(detector: DangerDetector, text: str) -> None:
    assert detector.detect(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "tack för allt, adjö",
        "jag är klar med livet",
        "han hänger i en sladd",
        "skylten föll på ett barn, hon andas inte",
    ],
)
def test_danger_that_resembles_them_alarms(detector: DangerDetector, text: str) -> None:
    danger = detector.detect(text)
    assert danger is not None
    assert danger.alarm


def test_the_whole_detector_needs_no_engine_index_store_or_training_library() -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from assistant.adapters.danger_classifier import load_danger_classifier\n"
        "from assistant.ingest.danger_rules import read_danger_rules\n"
        f"base = Path({str(PROJECT / 'knowledge_base')!r})\n"
        "classifier, bands = load_danger_classifier(base / 'danger')\n"
        "detector = read_danger_rules(base / 'danger.yml').with_classifier(classifier.scores, bands)\n"
        "print(detector.detect('jag tänker ta mitt liv').danger_class)\n"
        "unwanted = {'torch', 'sklearn', 'scipy', 'faiss', 'redis', 'sqlalchemy', 'httpx', 'sentence_transformers'}\n"
        "print(sorted(unwanted & {name.split('.')[0] for name in sys.modules}))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT)
    assert ran.stdout.splitlines() == ["suicide", "[]"]


@pytest.mark.parametrize("missing", ["model.npz", "model.json", "concepts.tsv"])
def test_without_one_of_its_files_it_is_unavailable(tmp_path: Path, missing: str) -> None:
    copy = tmp_path / "danger"
    shutil.copytree(SHIPPED, copy, ignore=shutil.ignore_patterns("fit"))
    (copy / missing).unlink()
    with pytest.raises(UnavailableError, match="danger classifier in danger cannot be read"):
        load_danger_classifier(copy)


def test_a_class_that_no_longer_exists_makes_it_unavailable(tmp_path: Path) -> None:
    copy = tmp_path / "danger"
    shutil.copytree(SHIPPED, copy, ignore=shutil.ignore_patterns("fit"))
    told = json.loads((copy / "model.json").read_text(encoding="utf-8"))
    told["classes"][0] = "fire_accident_medical"
    (copy / "model.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(UnavailableError, match="fire_accident_medical"):
        load_danger_classifier(copy)
