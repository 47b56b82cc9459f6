"""`kontakt kb labelled`: what reviewers said of real questions, as labelled questions to calibrate on."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli.failure import Failure
from assistant.domain.errors import RefusedError, UnavailableError
from assistant.domain.labelled import LabelledQuestion
from assistant.settings import Settings, read_settings


def labelled(
    out: Annotated[Path, typer.Option(help="Write the questions to this file, in the form of calibration.jsonl.")],
) -> None:
    """Write reviewed questions as labelled ones; those near a test question are left out."""
    settings = read_settings()
    test = settings.knowledge_base / "questions/test.jsonl"
    if out.name == test.name:
        raise Failure(
            "Reviewed questions are to calibrate on, never to measure on: choose another file than test.jsonl."
        )
    try:
        found = asyncio.run(_questions(settings))
        kept = apart_from(_tested(test, settings), found)
    except (RefusedError, UnavailableError) as error:
        raise Failure(str(error)) from error
    out.write_text("".join(f"{json.dumps(row_of(one), ensure_ascii=False)}\n" for one in kept), encoding="utf-8")
    print(f"Written: {out}, {len(kept)} questions; {len(found) - len(kept)} left out as near-copies of test questions.")
    print("Read them before use: names and places are not masked. Then add them to calibration.jsonl.")


async def _questions(settings: Settings) -> tuple[LabelledQuestion, ...]:
    from assistant.bootstrap import build

    assistant = build(settings)
    try:
        return await assistant.labelled_reviews.questions()
    finally:
        await assistant.aclose()


def _tested(test: Path, settings: Settings) -> list[str]:
    from assistant.ingest.known import read_known
    from assistant.ingest.questions import read_labelled_questions

    return [one.text for one in read_labelled_questions(test, read_known(settings.knowledge_base).facts)]


def apart_from(tested: Sequence[str], found: Sequence[LabelledQuestion]) -> list[LabelledQuestion]:
    """Those found that are no near-copies of what is tested."""
    from assistant.ingest.near_copies import near_copies

    near = {copy.question.id for copy in near_copies(found, tested)}
    return [one for one in found if one.id not in near]


def row_of(question: LabelledQuestion) -> dict[str, Any]:
    """The question as `ingest.questions` reads it."""
    asked: dict[str, Any] = {"q": question.text}
    if len(question.turns) > 1:
        asked = {"turns": [{"q": turn} for turn in question.turns]}
    told = {"lang": question.lang, "kind": question.kind, "covers": sorted(question.covers)}
    return {"id": question.id, **asked, **told, "voice": question.voice, "writer": question.writer}
