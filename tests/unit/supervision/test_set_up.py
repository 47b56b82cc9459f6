"""Set-up does what has changed, once, and never believes half a step."""

from pathlib import Path

import pytest

from tools import step as step_module
from tools import steps as steps_module
from tools.step import Step, StepError, damage, write_manifest
from tools.steps import index_step
from tools.work import check, work


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(step_module, "VAR", tmp_path / "var")
    monkeypatch.setattr(step_module, "PROJECT", tmp_path)
    (tmp_path / "source").mkdir()
    (tmp_path / "source/a.txt").write_text("one")
    return tmp_path


class Maker:
    """Writes the output, and counts how often it was asked."""

    def __init__(self, output: Path, *, fails: bool = False) -> None:
        self.output = output
        self.fails = fails
        self.times = 0

    def __call__(self, log: Path) -> None:
        self.times += 1
        self.output.write_text("made")
        if self.fails:
            log.write_text("cc: no such file\n")
            raise StepError("`cc ...` ended with exit code 1")


def step_of(folder: Path, maker: Maker, name: str = "thing", needs: tuple[str, ...] = ()) -> Step:
    return Step(name, "a thing", (folder / "source",), (maker.output,), maker, needs)


def test_a_step_runs_once_and_is_then_left_out(folder: Path) -> None:
    maker = Maker(folder / "out")
    step = step_of(folder, maker)
    assert (work([step]), work([step])) == (0, 0)
    assert maker.times == 1
    assert check([step]) == 0


@pytest.mark.parametrize("change", ["content", "name", "new file", "output gone"])
def test_it_runs_again_when_what_it_is_made_from_has_changed_or_what_it_made_has_gone(
    folder: Path, change: str
) -> None:
    maker = Maker(folder / "out")
    step = step_of(folder, maker)
    work([step])
    source = folder / "source/a.txt"
    match change:
        case "content":
            source.write_text("two")
        case "name":
            source.rename(folder / "source/b.txt")
        case "new file":
            (folder / "source/b.txt").write_text("")
        case _:
            maker.output.unlink()
    assert check([step]) == 1
    work([step])
    assert maker.times == 2


def test_what_passes_through_a_folder_changes_nothing(folder: Path) -> None:
    step = step_of(folder, Maker(folder / "out"))
    work([step])
    for name in ("__pycache__", "node_modules", "dist"):
        (folder / "source" / name).mkdir()
        (folder / "source" / name / "x").touch()
    assert step.stale() is None


def test_a_step_that_failed_is_told_with_its_log_and_done_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    maker = Maker(folder / "out", fails=True)
    step = step_of(folder, maker)
    assert work([step]) == 1
    said = capsys.readouterr().out
    assert "FAILED" in said
    assert "    cc: no such file" in said
    assert "var/log/setup-thing.log" in said
    maker.fails = False
    assert work([step]) == 0
    assert maker.times == 2


def test_a_step_interrupted_after_an_earlier_success_is_not_believed(folder: Path) -> None:
    maker = Maker(folder / "out")
    step = step_of(folder, maker)
    work([step])
    (folder / "source/a.txt").write_text("two")
    maker.fails = True
    work([step])
    (folder / "source/a.txt").write_text("one")  # as at the first success; yet what it made is not of then
    assert step.stale() == "it has not run to its end yet"


def test_a_step_that_makes_nothing_has_failed(folder: Path) -> None:
    step = Step("thing", "a thing", (folder / "source",), (folder / "out",), lambda _: None)
    assert work([step]) == 1


def test_what_needs_a_failed_step_is_not_tried(folder: Path) -> None:
    first, second = Maker(folder / "first", fails=True), Maker(folder / "second")
    steps = [step_of(folder, second, "second", ("first",)), step_of(folder, first, "first")]
    assert work(steps) == 1
    assert (first.times, second.times) == (1, 0)


def test_a_step_comes_after_what_it_needs(folder: Path) -> None:
    first, second = Maker(folder / "first"), Maker(folder / "second")

    def needs_the_first(log: Path) -> None:
        assert first.output.exists()
        second(log)

    steps = [
        Step("second", "", (), (second.output,), needs_the_first, ("first",)),
        step_of(folder, first, "first"),
    ]
    assert work(steps) == 0


def test_a_damaged_file_is_seen_by_its_manifest(folder: Path) -> None:
    (folder / "model").write_text("built")
    write_manifest(folder, "model")
    assert damage(folder) is None
    (folder / "model").write_text("bui1t")
    assert damage(folder) == "model is damaged"


def test_another_encoder_means_another_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As named by KONTAKT_ENCODER, or changed in the folder that it names, which may lie outside the project."""
    for name in ("PROJECT", "VAR"):
        monkeypatch.setattr(steps_module, name, tmp_path / "project")
    (tmp_path / "model").mkdir()
    (tmp_path / "model/weights").write_text("one")

    def digest(**environment: str) -> str:
        return index_step(environment).digest()

    own, hubs, folders = (
        digest(),
        digest(KONTAKT_ENCODER="hub:owner/name@1"),
        digest(KONTAKT_ENCODER=str(tmp_path / "model")),
    )
    assert len({own, hubs, folders}) == 3
    assert digest(KONTAKT_ENCODER="") == own
    (tmp_path / "model/weights").write_text("two")
    assert digest(KONTAKT_ENCODER=str(tmp_path / "model")) != folders
