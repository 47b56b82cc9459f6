"""What a citizen who asks for a person wants one for: area, language, and a place lost a moment ago."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.catalogue import AreaId
from assistant.domain.conversation import ConversationId, Language
from assistant.domain.handoff import Handoff, Stage
from assistant.domain.knowledge import ArticleId, Candidate
from assistant.domain.turn import LEAST_OF_A_TOPIC, TurnRecord
from assistant.ports import Unit


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which agent would suit, and since when the citizen's place counts where that is not from now."""

    area: AreaId | None
    lang: Language
    queued_from: datetime | None


async def wanted_in(
    unit: Unit, conversation_id: ConversationId, candidates: Sequence[Candidate], since: datetime
) -> Wanted:
    """As the record tells it. `candidates`: for the words that led here; `since`: a place lost before that is lost."""
    conversation = await unit.conversations.get(conversation_id)
    said = (await unit.conversations.citizens_words([conversation_id])).get(conversation_id, ())
    about = _likely(candidates) or _topic(await unit.turns.of(conversation_id))
    latest = await unit.handoffs.latest(conversation_id)
    lang = conversation.lang if conversation.lang_chosen or not said else said[-1].said.lang
    return Wanted(area_of(about) if about else None, lang, _old_place(latest, since))


def area_of(article_id: ArticleId) -> AreaId:
    """The area of an article: the first part of its id (`ingest/articles.py`)."""
    return AreaId(article_id.partition(".")[0])


def _likely(candidates: Sequence[Candidate]) -> ArticleId | None:
    return candidates[0].article if candidates and candidates[0].confidence >= LEAST_OF_A_TOPIC else None


def _topic(turns: Sequence[TurnRecord]) -> ArticleId | None:
    """What the conversation was about last: "I want a person" is about nothing."""
    return next((turn.topic for turn in reversed(turns) if turn.topic), None)


def _old_place(latest: Handoff | None, since: datetime) -> datetime | None:
    """The place of one who was let go, or let it go, without a person's words: as good as before, and no better."""
    if (
        latest is None
        or not latest.was_asked_for
        or latest.answered_at is not None
        or latest.stage not in {Stage.ABANDONED, Stage.RETURNED}
    ):
        return None
    over = latest.abandoned_at or latest.returned_at
    return latest.place_from if over is not None and over >= since else None
