"""One running contact centre for the stories that do not hurt it, and a fresh one for each that does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres_cluster import postgres_cluster as postgres_cluster
from tests.running_kontakt import RunningKontakt, running_kontakt


@pytest.fixture(scope="session")
def kontakt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningKontakt]:
    with running_kontakt(tmp_path_factory.mktemp("kontakt") / "var") as running:
        yield running


@pytest.fixture(scope="module")
def hurt_kontakt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningKontakt]:
    """For a module whose stories kill parts of it; each waits until what it killed is back."""
    with running_kontakt(tmp_path_factory.mktemp("hurt") / "var") as running:
        yield running


@pytest.fixture
def var(tmp_path: Path) -> Path:
    return tmp_path / "var"
