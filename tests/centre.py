"""A contact centre in memory, with everybody a story needs: two agents, a supervisor, a clock that is moved."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from assistant.adapters.memory.clock import StandingClock
from assistant.adapters.memory.dialogue import ScriptedEngine
from assistant.adapters.memory.knowledge import ToldExplainer, ToldSearch, ToldWorkshop
from assistant.adapters.memory.live import Outage
from assistant.bootstrap import Assistant, build_in_memory
from assistant.domain.conversation import ConversationId, Language, NewUtterance, Speaker, Utterance, UtteranceId
from assistant.domain.grounds import Likeness
from assistant.domain.handoff import GENERAL, AgentId, Handoff, HandoffReason
from assistant.domain.knowledge import Article, ArticleId, Candidate, Citation, FactId
from assistant.domain.staffing import Role, StaffMember, Status
from assistant.domain.turn import EngineReply, HandOff, Say, TurnRecord, Understanding
from assistant.services.knowledge_in_use import KnowledgeInUse
from assistant.settings import Settings

MONDAY_MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

WASTE = Article(
    id=ArticleId("avfall_atervinning.sophamtning"),
    area="avfall_atervinning",
    title="Vilken dag hämtas mina sopor?",
    answer="Du ser din hämtdag hos **Tekniska verken**.",
    variants=("sopor", "soptunna", "hämtdag", "sophämtning"),
    covers=(FactId("avfall.hamtdag"),),
    citation=Citation("Sophämtning", "https://www.linkoping.se/avfall", "Kontakt Linköping", date(2026, 11, 22)),
    review_due_on=date(2027, 5, 22),
)
WASTE_QUESTION = "När hämtas soporna?"
UNSURE_QUESTION = "Kan min granne ha höns på vinden?"
PERSON_QUESTION = "Jag vill prata med en person"


@dataclass
class Centre:
    """The services, and the parts a story moves by hand."""

    assistant: Assistant
    engine: ScriptedEngine
    search: ToldSearch
    clock: StandingClock
    outage: Outage
    anna: StaffMember
    bjorn: StaffMember
    sofia: StaffMember
    _said: int = field(default=0)

    async def opens(self, lang: str = "sv") -> ConversationId:
        """A citizen opens a conversation."""
        return (await self.assistant.converse.open(lang)).conversation.id

    async def says(self, conversation_id: ConversationId, text: str, utterance_id: str | None = None) -> TurnRecord:
        """The citizen says something, and the turn is over."""
        self._said += 1
        said = UtteranceId(utterance_id or f"citizen-{self._said}")
        return await self.assistant.take_turn.finish(await self.assistant.take_turn.record(conversation_id, said, text))

    async def waits(self, text: str = UNSURE_QUESTION) -> Handoff:
        """A citizen with a question the assistant is unsure of waits for a person."""
        conversation_id = await self.opens()
        await self.says(conversation_id, text)
        queue = await self.assistant.desk.queue()
        return next(row.handoff for row in queue if row.handoff.conversation_id == conversation_id)

    async def replies(self, handoff: Handoff, agent: StaffMember, text: str) -> None:
        """The agent says something."""
        self._said += 1
        said = NewUtterance(
            UtteranceId(f"agent-{self._said}"), Speaker.AGENT, text, Language("sv"), speaker_name=agent.first_name
        )
        await self.assistant.hand_offs.reply(handoff.id, agent, said)

    async def arrives(self, agent: StaffMember) -> None:
        """The agent is available and at the desk."""
        await self.assistant.staff.change_status(agent, Status.AVAILABLE)
        await self.assistant.staff.beat(agent)

    async def leaves(self, agent: StaffMember) -> None:
        """The agent takes a break."""
        await self.assistant.staff.change_status(agent, Status.BREAK)

    async def heard(self, conversation_id: ConversationId) -> list[Utterance]:
        """All that has been said."""
        return list(await self.assistant.follow.utterances(conversation_id))

    def later(self, **time: float) -> None:
        """Time passes."""
        self.clock.move(timedelta(**time))


def knowing(centre: Centre, search: ToldSearch, *articles: Article) -> KnowledgeInUse:
    """The centre's knowledge, if it had been built of these articles."""
    in_use = centre.assistant.knowledge
    return KnowledgeInUse(in_use.records, ToldWorkshop(search, articles), in_use.reader)


def member(name: str, role: Role = Role.AGENT) -> StaffMember:
    """Somebody on the staff; nobody can sign in with this hash."""
    return StaffMember(AgentId(name), name, name.capitalize(), f"{name.capitalize()} Testsson", role, "no hash")


async def open_centre(settings: Settings | None = None, undo_seconds: float = 0) -> Centre:
    """A contact centre on a Monday morning, Anna at her desk. `undo_seconds`: how long agents' messages are held."""
    clock, outage = StandingClock(MONDAY_MORNING), Outage()
    engine = ScriptedEngine(
        {
            PERSON_QUESTION: EngineReply(
                Understanding("request_person", 0.97), (HandOff(HandoffReason.CITIZEN_ASKED, GENERAL),)
            ),
            "Hej": EngineReply(Understanding("greet", 0.99), (Say({"sv": "Hej!", "en": "Hello!"}),)),
            "...": EngineReply(Understanding("nonsense", 0.9), ()),
        }
    )
    search = ToldSearch(
        {
            WASTE_QUESTION: (Candidate(WASTE.id, 0.97, WASTE.covers),),
            UNSURE_QUESTION: (Candidate(WASTE.id, 0.11, WASTE.covers),),
        }
    )
    # A threshold of its own: these stories stand without any built index.
    chosen = (settings or Settings()).model_copy(
        update={"answer_threshold": 0.6, "pause_seconds": 0, "undo_seconds": undo_seconds}
    )
    explainer = ToldExplainer({UNSURE_QUESTION: Likeness(WASTE.title, ("höns", "vinden"))})
    workshop = ToldWorkshop(search, [WASTE], explainer=explainer)
    assistant = build_in_memory(chosen, workshop, clock, engine, outage)
    anna, bjorn, sofia = member("anna"), member("bjorn"), member("sofia", Role.SUPERVISOR)
    for one in (anna, bjorn, sofia):
        await assistant.staff.add(one)
    centre = Centre(assistant, engine, search, clock, outage, anna, bjorn, sofia)
    await centre.arrives(anna)
    return centre
