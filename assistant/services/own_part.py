"""In which conversations a member of staff has had a part: of those somebody else judges the answers."""

from datetime import datetime

from assistant.domain.audit import Act, AuditFilter
from assistant.domain.conversation import ConversationId
from assistant.domain.handoff import AgentId
from assistant.ports import Unit

_TALK = "conversation:"
_ACTS = frozenset({Act.STEPPED_IN, Act.ANSWER_CORRECTED, Act.GAVE_BACK, Act.TRANSFERRED})
_MOST = 10_000
"""More than one person does in the four weeks that answers wait to be judged."""


async def own_conversations(unit: Unit, member: AgentId, since: datetime) -> frozenset[ConversationId]:
    """Conversations the member has held, passed on, written in or decided a draft of, from `since` on."""
    done = await unit.audit.entries(AuditFilter(since=since, by=member, acts=_ACTS, subject=_TALK), _MOST)
    acted_on = {ConversationId(entry.subject.removeprefix(_TALK)) for entry in done}
    return frozenset(await unit.reviews.took_part(member, since)) | acted_on
