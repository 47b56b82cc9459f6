"""Real browsers against the whole running contact centre."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser, async_playwright

from tests.running_kontakt import RunningKontakt, running_kontakt

BROWSER_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")

HURRIED = {
    "KONTAKT_ABANDON_AFTER_SECONDS": "30",
    "KONTAKT_LEASE_SECONDS": "25",
    "KONTAKT_PRESENCE_SECONDS": "25",
    "KONTAKT_ANSWER_WITHIN_SECONDS": "40",
    "KONTAKT_APPROVE_WITHIN_SECONDS": "30",
}
"""Times that stories wait out, shorter than in service. A desk beats every 10 to 14 s and a citizen's page every 2 s:
on a loaded machine one beat may be lost."""


@pytest.fixture(scope="session")
def kontakt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningKontakt]:
    with running_kontakt(tmp_path_factory.mktemp("kontakt") / "var", **HURRIED) as running:
        yield running


def found_chromium() -> str | None:
    """The browser on the PATH."""
    return shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def chromium() -> str:
    found = found_chromium()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have a browser: apt-get install chromium")
        pytest.skip("no browser: install one with `apt-get install chromium` to run these stories")
    return found


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium, args=list(BROWSER_FLAGS))
        yield running
        await running.close()
