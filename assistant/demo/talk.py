"""A person's part of a conversation, from the claim to the wrap-up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from simpy import Environment

from assistant.demo.floor import AtWork, Floor, Steps
from assistant.demo.habits import Habits
from assistant.demo.lines import ANSWERS_ON, ASKS_ON, EXPLAINS, GREETS, NOTES, THANKS, Lines, lines_in
from assistant.demo.material import Material
from assistant.demo.script import Script
from assistant.demo.topics import Asked
from assistant.domain.conversation import Holder, Language, NewUtterance, Speaker, UtteranceId
from assistant.domain.drafts import Decision
from assistant.domain.handoff import Disposition, Handoff, Told
from assistant.domain.knowledge import Article
from assistant.domain.message import Message
from assistant.domain.resolution import RESOLVING
from assistant.services.conclusion import PASSED

HELD = timedelta(seconds=5)
"""As the setting `undo_seconds` has it by default."""
ASKS_ON_AGAIN, THANKS_AT_END = 0.42, 0.6
CITIZEN_LEAVES, GIVEN_BACK = 0.05, 0.03
"""How often the citizen closes the chat in the middle, and the agent gives the assistant back its place. Assumed."""
NO_WORD_OF_SOLVED = 0.3
"""Share of wrap-ups that leave it to the disposition whether it is solved. Assumed."""


@dataclass(slots=True)
class Talk:
    """Writes what agent and citizen say, and stamps the handoff as the services do."""

    env: Environment
    floor: Floor
    material: Material
    habits: Habits
    script: Script

    def run(self, agent: AtWork, asked: Asked) -> Steps:
        """From the claim on. The agent is free again at the end, and wraps up after that."""
        lang = "sv" if asked.lang == "sv" else "en"
        self.script.move(Holder.AGENT, self.floor.now())
        self._note("You are now chatting with {name} at Kontakt Linköping.", name=agent.member.first_name)
        yield self.env.timeout(self.habits.answers(agent.load - 1) * 0.2)
        yield from self._says(agent, self._line(GREETS, lang).format(name=agent.member.first_name), lang)
        yield self.env.timeout(self.habits.answers(agent.load - 1))
        yield from self._answers(agent, asked, lang)
        while self.habits.happens(ASKS_ON_AGAIN):
            yield from self._citizen_says(self._line(ASKS_ON, lang), lang)
            yield self.env.timeout(self.habits.answers(agent.load - 1))
            yield from self._says(agent, self._line(ANSWERS_ON, lang), lang)
        if self.habits.happens(THANKS_AT_END):
            yield from self._citizen_says(self._line(THANKS, lang), lang)
        yield self.env.timeout(self.habits.reads())
        if self.habits.happens(GIVEN_BACK):
            self._gives_back(agent)
            return
        yield from self._ends(agent, asked)

    def _answers(self, agent: AtWork, asked: Asked, lang: str) -> Steps:
        if asked.right is None:
            yield from self._says(agent, self._line(EXPLAINS, lang), lang)
            return
        article = self.material.articles[asked.right].spoken(asked.lang)
        yield from self._says(agent, article.answer, article.lang, article)
        self._judges_draft(agent, asked)

    def _judges_draft(self, agent: AtWork, asked: Asked) -> None:
        """What the assistant would have answered lay beside: the agent has answered with the same, or otherwise."""
        for draft in self.script.written.drafts[-1:]:
            if draft.decision is None:
                decision = Decision.AGREED if draft.article == asked.right else Decision.DISAGREED
                by, now = agent.member.id, self.floor.now()
                self.script.decide(replace(draft, decision=decision, decided_by=by, decided_at=now))

    def _says(self, agent: AtWork, text: str, lang: str, article: Article | None = None) -> Steps:
        """Held for some seconds, then said; the first words of a person stamp the handoff answered."""
        said = NewUtterance(
            UtteranceId(f"agent-{self.script.rng.getrandbits(64):016x}"),
            Speaker.AGENT,
            text,
            Language(lang),
            speaker_name=agent.member.first_name,
            article=article.id if article else None,
            citations=(article.citation,) if article else (),
        )
        handoff, sent = self._handoff, self.floor.now()
        yield self.env.timeout(HELD.total_seconds())
        now = self.floor.now()
        by = agent.member.id
        self.script.say(said, now)
        message = Message(handoff.id, handoff.conversation_id, said, by, sent, sent + HELD, said_at=now)
        self.script.written.messages.append(message)
        if handoff.answered_at is None:
            self.script.change(replace(handoff, answered_at=now))

    def _citizen_says(self, text: str, lang: str) -> Steps:
        yield self.env.timeout(self.habits.reads() * 0.7 + self.habits.writes() * 0.7)
        said = self.script.citizen_says(text, lang, self.floor.now())
        self.script.close_turn(said, PASSED, self.floor.now(), self.habits.bot_milliseconds())

    def _gives_back(self, agent: AtWork) -> None:
        now = self.floor.now()
        self.script.change(replace(self._handoff, returned_at=now))
        self.script.move(Holder.ASSISTANT, now)
        self._note("{name} has left. The AI assistant answers again.", name=agent.member.first_name)
        self.floor.frees(agent)

    def _ends(self, agent: AtWork, asked: Asked) -> Steps:
        now = self.floor.now()
        self.script.change(replace(self._handoff, ended_at=now))
        self.script.move(Holder.NOBODY, now)
        self.floor.frees(agent)
        left = self.habits.happens(CITIZEN_LEAVES)
        disposition = Disposition.CITIZEN_LEFT if left else self.habits.disposition()
        self.script.answered_well = disposition in RESOLVING and self.habits.happens(0.93)
        yield self.env.timeout(self.habits.wraps_up())
        done = replace(self._handoff, disposition=disposition, wrapped_up_at=self.floor.now())
        self.script.change(self._told(asked, disposition).of(done))

    def _told(self, asked: Asked, disposition: Disposition) -> Told:
        area = asked.right.partition(".")[0] if asked.right else None
        silent = disposition is Disposition.CITIZEN_LEFT or self.habits.happens(NO_WORD_OF_SOLVED)
        return Told(area, None if silent else disposition in RESOLVING, self.habits.rng.choice(NOTES))

    def _line(self, lines: Lines, lang: str) -> str:
        choices: Sequence[str] = lines_in(lines, lang)
        return self.habits.rng.choice(choices)

    def _note(self, message: str, **values: object) -> None:
        words = self.material.wording.of(self.script.conversation.lang)
        self.script.note(words(message, **values), self.floor.now())

    @property
    def _handoff(self) -> Handoff:
        handoff = self.script.handoff
        if handoff is None:
            raise ValueError("a talk has its handoff")
        return handoff
