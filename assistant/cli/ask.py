"""`kontakt ask`: the real pipeline without HTTP. Nothing asked here enters the service's record or figures."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import track

from assistant.cli.failure import Failure
from assistant.cli.lines import read_lines, words_in
from assistant.domain.conversation import LIMIT_CHARACTERS, ConversationId, Speaker, UtteranceId
from assistant.domain.errors import ConflictError
from assistant.domain.knowledge import FactId
from assistant.domain.turn import TurnRecord
from assistant.settings import Settings, read_settings

if TYPE_CHECKING:
    from assistant.bootstrap import Assistant

CANDIDATES_SHOWN = 5


@dataclass(frozen=True)
class Asked:
    """One line of a batch: a conversation's questions, and the line as it was given."""

    given: dict[str, object]
    questions: tuple[str, ...]
    lang: str
    many: bool


def ask(
    text: Annotated[str | None, typer.Argument(help="The question.")] = None,
    lang: Annotated[str, typer.Option(help="Language of the conversation.")] = "sv",
    as_json: Annotated[bool, typer.Option("--json", help="Answer as one JSON object.")] = False,
    batch: Annotated[Path | None, typer.Option(help="JSON Lines of questions.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where the batch's answers go.")] = None,
) -> None:
    """Ask a question, or a file of questions, of the real pipeline: danger, Rasa, retrieval, gate."""
    settings = read_settings()
    if batch is not None:
        if out is None or text is not None:
            raise Failure("Give --batch IN.jsonl together with --out OUT.jsonl, and no text.")
        asyncio.run(_ask_batch(settings, _read_batch(batch), out))
        return
    if text is None:
        raise Failure('Give a question: kontakt ask "När hämtas soporna?", or --batch IN.jsonl --out OUT.jsonl.')
    asyncio.run(_ask_one(settings, _parsed({"q": text, "lang": lang}, "the question"), as_json=as_json))


def _read_batch(file: Path) -> list[Asked]:
    return [_parsed(given, f"{file}:{number}") for number, given in read_lines(file)]


def _parsed(given: dict[str, object], where: str) -> Asked:
    lang = given.get("lang", "sv")
    if not isinstance(lang, str):
        raise Failure(f'{where}: "lang" must be a language code such as "sv".')
    turns = given.get("turns")
    if turns is None:
        return Asked(given, (_question(given, where),), lang, many=False)
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, dict) for turn in turns):
        raise Failure(f'{where}: "turns" must be a list of {{"q": ...}}.')
    return Asked(given, tuple(_question(turn, where) for turn in turns), lang, many=True)


def _question(given: dict[str, object], where: str) -> str:
    question = words_in(given, "q", where)
    if len(question) > LIMIT_CHARACTERS:
        raise Failure(f'{where}: "q" has more than {LIMIT_CHARACTERS} characters.')
    return question


async def _ask_one(settings: Settings, asked: Asked, *, as_json: bool) -> None:
    async with _pipeline(settings) as assistant:
        answer = (await _converse(assistant, asked))[0]
    if as_json:
        print(json.dumps({**asked.given, **answer}, ensure_ascii=False, indent=2))
        return
    sure = answer["confidence"]
    print(f"{answer['text']}\n")
    surely = "" if sure is None else f"{sure:.0%}"
    print(f"{answer['outcome']}  {answer['article'] or ''}  {surely}  {answer['ms']:.0f} ms")


async def _ask_batch(settings: Settings, batch: Sequence[Asked], out: Path) -> None:
    draft = out.with_name(f"{out.name}.part")
    async with _pipeline(settings) as assistant:
        try:
            with draft.open("w", encoding="utf-8") as file:
                for asked in track(batch, description="Asking", transient=True):
                    answers = await _converse(assistant, asked)
                    told = {"turns": _merged(asked, answers)} if asked.many else answers[0]
                    file.write(json.dumps({**asked.given, **told}, ensure_ascii=False) + "\n")
        except OSError as error:
            raise Failure(f"{out} cannot be written ({error}).") from error
    draft.replace(out)
    print(f"{len(batch)} lines answered in {out}")


def _merged(asked: Asked, answers: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    turns = asked.given["turns"]
    given = turns if isinstance(turns, list) else []
    return [{**turn, **answer} for turn, answer in zip(given, answers, strict=True)]


@asynccontextmanager
async def _pipeline(settings: Settings) -> "AsyncIterator[Assistant]":
    from assistant.bootstrap import build_for_asking
    from assistant.supervision.brief_rasa import rasa_at_hand
    from assistant.supervision.start_error import StartError

    try:
        async with rasa_at_hand(settings, lambda line: typer.echo(line, err=True)) as rasa:
            assistant = build_for_asking(settings, rasa.url, rasa.token)
            if not assistant.health.knows():
                raise Failure("The knowledge index is missing or damaged: run `kontakt kb build`.")
            try:
                yield assistant
            finally:
                await assistant.aclose()
    except StartError as error:
        raise Failure(str(error)) from error


async def _converse(assistant: "Assistant", asked: Asked) -> list[dict[str, object]]:
    opened = await assistant.converse.open(asked.lang)
    return [
        await _take_turn(assistant, opened.conversation.id, number, question)
        for number, question in enumerate(asked.questions)
    ]


async def _take_turn(
    assistant: "Assistant", conversation_id: ConversationId, number: int, question: str
) -> dict[str, object]:
    began = time.perf_counter()
    try:
        utterance = await assistant.take_turn.record(conversation_id, UtteranceId(f"asked-{number}"), question)
    except ConflictError:
        # Ended by the assistant (abuse): what comes after is not heard, as on the citizens' page.
        return _not_heard()
    turn = await assistant.take_turn.finish(utterance)
    milliseconds = (time.perf_counter() - began) * 1_000
    news = await assistant.follow.utterances(conversation_id, utterance.seq)
    said = [u.said for u in news if u.said.speaker is Speaker.ASSISTANT]
    shelf = (await assistant.knowledge.now()).shelf
    covers = shelf.article(turn.article).covers if turn.article else ()
    text = "\n\n".join(one.text for one in said)
    buttons = list(said[-1].quick_replies) if said else []
    return {**_told(turn, covers, text, utterance.said.lang, milliseconds), "buttons": buttons}


def _not_heard() -> dict[str, object]:
    nothing: dict[str, object] = dict.fromkeys(("outcome", "article", "confidence", "lang", "danger"))
    return {**nothing, "covers": [], "candidates": [], "text": "", "ms": 0.0, "buttons": []}


def _told(turn: TurnRecord, covers: Sequence[FactId], text: str, lang: str, milliseconds: float) -> dict[str, object]:
    return {
        "outcome": str(turn.outcome),
        "article": turn.article,
        "covers": list(covers),
        "confidence": turn.confidence,
        "candidates": [
            {"article": c.article, "covers": list(c.covers), "confidence": c.confidence}
            for c in turn.candidates[:CANDIDATES_SHOWN]
        ],
        "lang": lang,
        "danger": turn.danger,
        "text": text,
        "ms": round(milliseconds, 1),
    }
