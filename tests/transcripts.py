"""Whole conversations through the real pipeline, written down to be read: `python -m tests.transcripts`.

The citizens' lines stand in `tests/scenarios/conversations.jsonl`; what the assistant says is what it said when this
was run. Nothing here is checked: it is for eyes.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from assistant.domain.period import LOCAL
from assistant.settings import PROJECT

SCENARIOS = PROJECT / "tests/scenarios/conversations.jsonl"
PAGE = PROJECT / "docs/transcripts.md"
KONTAKT = Path(sys.executable).with_name("kontakt")


def run() -> list[dict[str, Any]]:
    """The conversations with what was said in them."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "said.jsonl"
        subprocess.run([KONTAKT, "ask", "--batch", SCENARIOS, "--out", out], check=True)
        return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def page(conversations: list[dict[str, Any]]) -> str:
    """The conversations in Markdown."""
    said = "\n\n".join("\n".join(_conversation(one)) for one in conversations)
    return (
        "# Whole conversations\n\n"
        f"Made by `python -m tests.transcripts` on {datetime.now(LOCAL).date()}; do not edit by hand. The citizens are "
        "made up, the answers are what the assistant said; buttons stand in brackets. In small: how the turn ended and "
        "how sure the assistant was.\n\n"
        f"{said}\n"
    )


def _conversation(one: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {one['who']}"
    for turn in one["turns"]:
        yield ""
        yield f"**{turn['q']}**"
        yield ""
        yield from (f"> {line}".rstrip() for line in _plain(turn["text"]).splitlines())
        if turn["buttons"]:
            yield ">"
            yield "> " + " ".join(f"[{button}]" for button in turn["buttons"])
        yield ""
        sure = f", {turn['confidence']:.0%}" if turn["confidence"] is not None else ""
        yield f"<sub>{turn['outcome']}{sure}{' – ' + turn['danger'] if turn['danger'] else ''}</sub>"


def _plain(text: str) -> str:
    """An answer's own headings would be chapters of this page, and the pages of its cases are gone."""
    text = re.sub(r"\[([^\]]+)\]\(/case/[^)]*\)", r"\1", text)
    return "\n".join(f"**{line.lstrip('# ')}**" if line.startswith("#") else line for line in text.splitlines())


if __name__ == "__main__":
    PAGE.write_text(page(run()), encoding="utf-8")
    Console().print(f"written: {PAGE.relative_to(PROJECT)}")
