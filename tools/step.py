"""A step of set-up: what it is made from, what it makes, and whether it is needed."""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("KONTAKT_VAR", PROJECT / "var")).absolute()

_PASSING = {"__pycache__", "node_modules", ".rasa", "dist"}


class StepError(Exception):
    """A step failed; the message is for the person at the keyboard."""


@dataclass(frozen=True)
class Step:
    """One thing to make.

    Attributes:
        inputs: files, or folders with all in them; what is not there counts as such.
        outputs: files or folders that must be there afterwards.
        make: makes it, given a file to log to.
        needs: steps to be done before.
        also: what else it depends on, in words.
        doubt: why what was made may not be as it should, where more than a look at the names can tell.
    """

    name: str
    what: str
    inputs: tuple[Path, ...]
    outputs: tuple[Path, ...]
    make: Callable[[Path], None]
    needs: tuple[str, ...] = ()
    also: str = ""
    doubt: Callable[[], str | None] = lambda: None

    @property
    def log(self) -> Path:
        """Where what it runs writes."""
        return VAR / f"log/setup-{self.name}.log"

    @property
    def stamp(self) -> Path:
        """Where the digest of the inputs is kept that the outputs were made from."""
        return VAR / f"stamps/{self.name}"

    def stale(self) -> str | None:
        """Why it must run; None when it need not."""
        if missing := [path for path in self.outputs if not path.exists()]:
            return f"{_short(missing[0])} is not there"
        if not self.stamp.is_file():
            return "it has not run to its end yet"
        if self.stamp.read_text() != self.digest():
            return "what it is made from has changed"
        return self.doubt()

    def digest(self) -> str:
        """SHA-256 over names and contents of the inputs, the interpreter's version and `also`."""
        whole = hashlib.sha256(f"{sys.version_info[:2]} {self.also}".encode())
        for path in _files(self.inputs):
            whole.update(f"\0{_short(path)}\0".encode())
            whole.update(hashlib.sha256(path.read_bytes()).digest())
        return whole.hexdigest()

    def run(self) -> None:
        """Makes it, and says so with a stamp, last of all: half a step is no step.

        Raises:
            StepError: it could not be made.
        """
        self.stamp.unlink(missing_ok=True)
        digest = self.digest()
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.log.write_bytes(b"")
        self.make(self.log)
        if missing := [path for path in self.outputs if not path.exists()]:
            raise StepError(f"it ran to its end without making {_short(missing[0])}")
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        self.stamp.write_text(digest)


def write_manifest(folder: Path, *names: str) -> None:
    """Writes manifest.json beside the files, by which a start refuses files that are not those built."""
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / "manifest.json").write_text(json.dumps({"files": files}, indent=2) + "\n")


def damage(folder: Path) -> str | None:
    """Which file is not the one of which manifest.json was written; None when all are."""
    try:
        files = json.loads((folder / "manifest.json").read_text())["files"]
        wrong = [name for name in files if hashlib.sha256((folder / name).read_bytes()).hexdigest() != files[name]]
    except (OSError, ValueError, KeyError, TypeError):
        return f"{_short(folder / 'manifest.json')} or a file that it names cannot be read"
    return f"{_short(folder / wrong[0])} is damaged" if wrong else None


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = sorted(entry for entry in path.rglob("*") if entry.is_file())
            yield from (file for file in inside if not _PASSING & set(file.relative_to(path).parts))
        elif path.exists():
            yield path


def _short(path: Path) -> str:
    return os.path.relpath(path, PROJECT)
