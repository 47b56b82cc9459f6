"""What becomes of an answer that is held for approval."""

from dataclasses import dataclass, replace
from datetime import datetime

from assistant.demo.bot import DECIDE_WITHIN
from assistant.demo.floor import Floor, Steps
from assistant.demo.habits import Habits
from assistant.demo.material import Material
from assistant.demo.script import Script
from assistant.demo.topics import Asked
from assistant.domain.audit import AuditEntry
from assistant.domain.conversation import NewUtterance, Speaker, UtteranceId
from assistant.domain.drafts import Decision, Draft
from assistant.domain.handoff import HandoffReason
from assistant.domain.staffing import StaffMember
from assistant.services.approvals import ACTS
from assistant.services.say_checked import Checked, checked_words

SEES_WRONG, CHANGES_WORDS = 0.85, 0.05
"""How often an agent sees that a draft is another question's answer, and puts a right one in other words. Assumed."""


@dataclass(slots=True)
class HeldDraft:
    """A draft waits for somebody at the desk."""

    floor: Floor
    habits: Habits
    material: Material
    script: Script

    def settle(self, asked: Asked) -> Steps:
        """Somebody decides in time, or it goes to a person. Nothing of it is left open."""
        draft, takes = self.script.written.drafts[-1], self.habits.checks()
        in_time = takes < DECIDE_WITHIN.total_seconds() and self.floor.somebody_there
        yield self.floor.env.timeout(takes if in_time else DECIDE_WITHIN.total_seconds())
        by = self._somebody() if in_time else None
        decision = Decision.TIMED_OUT if by is None else self._judged(draft, asked)
        self._decide(draft, decision, by, self.floor.now())

    def _somebody(self) -> StaffMember | None:
        there = [agent.member for agent in self.floor.agents.values()]
        return self.habits.rng.choice(there) if there else None

    def _judged(self, draft: Draft, asked: Asked) -> Decision:
        if draft.article != asked.right:
            return Decision.REJECTED if self.habits.happens(SEES_WRONG) else Decision.APPROVED
        return Decision.EDITED if self.habits.happens(CHANGES_WORDS) else Decision.APPROVED

    def _decide(self, draft: Draft, decision: Decision, by: StaffMember | None, now: datetime) -> None:
        decided = replace(draft, decision=decision, decided_at=now, decided_by=by.id if by else None)
        self.script.decide(decided)
        if by is None or decision is Decision.REJECTED:
            self._pass_on(draft, now)
        else:
            text = f"{draft.text}\n\n{_MORE}" if decision is Decision.EDITED else None
            checked = Checked(decided, by.first_name, text, now)
            self.script.say(checked_words(checked, self.material.wording, is_late=False), now)
        if by is not None:
            details = {"seq": draft.seq, "article": draft.article, "confidence": draft.confidence}
            subject = f"conversation:{draft.conversation_id}"
            self.script.written.audit.append(AuditEntry(now, by.id, ACTS[decision], subject, "", details))

    def _pass_on(self, draft: Draft, now: datetime) -> None:
        lang = self.script.conversation.lang
        text = self.material.wording.of(lang)(TAKES_OVER)
        said = NewUtterance(UtteranceId(f"passed-on-{draft.seq}"), Speaker.ASSISTANT, text, lang)
        self.script.say(said, now)
        self.script.ask_for_person(HandoffReason.TO_BE_CHECKED, draft.topic, lang, now)


TAKES_OVER = "A person at Kontakt Linköping takes over and answers you here. You can go on writing."
_MORE = "Hör av dig igen om något är oklart."
"""What an agent adds to a draft in the demonstration."""
