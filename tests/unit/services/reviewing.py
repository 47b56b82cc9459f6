"""Answers given and judged, many at a time, for stories of review."""

from assistant.domain.review import Judgement
from assistant.domain.staffing import StaffMember
from assistant.services.review import Word
from assistant.services.review_queue import Turn
from assistant.settings import Settings
from tests.centre import WASTE_QUESTION, Centre, open_centre

TOPIC = "avfall_atervinning"
RIGHT, WRONG = Word(Judgement.RIGHT), Word(Judgement.WRONG)


async def open_reviewed_centre(**settings: float) -> Centre:
    """A contact centre in which every answer is drawn, and one reviewer is enough, unless `settings` say otherwise."""
    return await open_centre(Settings(**{"reviews_a_week": 10_000, "reviewed_twice": 0, **settings}))  # type: ignore[arg-type]


async def answered(centre: Centre, times: int = 1, text: str = WASTE_QUESTION) -> list[Turn]:
    """Citizens ask, each in a conversation of their own, and what came of it is drawn for review."""
    turns = []
    for _ in range(times):
        centre.later(minutes=1)
        turn = await centre.says(await centre.opens(), text)
        turns.append((turn.conversation_id, turn.seq))
    await centre.assistant.sweep.answers.draw()
    return turns


async def judged(centre: Centre, turns: list[Turn], word: Word, by: StaffMember | None = None) -> list[bool]:
    """Each turn gets this word; whether the topic fell by each."""
    return [await centre.assistant.review_answers.judge(turn, by or centre.anna, word) for turn in turns]
