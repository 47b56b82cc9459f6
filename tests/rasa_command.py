"""Rasa's command line in its own environment, quiet and at home."""

import os
import subprocess

import pytest

from assistant.settings import PROJECT

PYTHON = PROJECT / ".venv-rasa/bin/python"
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "MPLCONFIGDIR": str(PROJECT / "var/cache/matplotlib"),
    "RASA_CACHE_DIRECTORY": str(PROJECT / "var/cache/rasa"),
    "CUDA_VISIBLE_DEVICES": "",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
    "OMP_NUM_THREADS": "1",
}


def rasa(*arguments: str, timeout_seconds: float = 1800) -> subprocess.CompletedProcess[str]:
    """What `rasa ARGUMENTS` came to, in the folder of Rasa's files. Skips the test where Rasa is not installed."""
    if not PYTHON.is_file():
        pytest.skip("Rasa's environment is not there: run `make setup`")
    return subprocess.run(
        [str(PYTHON), "-m", "rasa", *arguments],
        cwd=PROJECT / "nlu_data",
        env=QUIET | {"PATH": os.environ["PATH"]},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=timeout_seconds,
    )
