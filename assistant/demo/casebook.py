"""Fault reports and call-backs that citizens open in the chat, and what staff do about them in the days after."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from assistant.demo.lines import CALL_ABOUT, FAULTS
from assistant.domain.case import Case, CaseEvent, CaseEventId, CaseId, CaseKind, CaseStatus, Doer
from assistant.domain.conversation import NewUtterance, Speaker, Utterance
from assistant.domain.opening_hours import OpeningHours
from assistant.domain.period import LOCAL
from assistant.domain.staffing import StaffMember
from assistant.domain.turn import TurnOutcome
from assistant.ports.bulk import Written
from assistant.services.conclusion import Conclusion, reply_id
from assistant.wording.cases import call_promise
from assistant.wording.catalogue import Wording

NOT_REACHED, CALLED_ON_TIME = 0.2, 0.9
"""How often a call-back is in vain the first time, and is made before the promised time. Assumed."""
DAYS_TO_BEGIN, DAYS_TO_MEND = 1.0, 4.0
"""Mean days until a fault is looked at, and from then until it is mended. Assumed."""
CLOSED_WITHOUT = 0.08
_NUMBER = "013-000 {last:02d} {first:02d}"
"""No number of Linköping's begins with 000."""
_NO_KEY = "0" * 64
"""In place of a digest of a key: nobody holds one."""


@dataclass(slots=True)
class Casebook:
    """Numbers cases by year, and tells how they went. `until`: what would happen later has not happened."""

    agents: Sequence[StaffMember]
    hours: OpeningHours
    wording: Wording
    until: datetime
    rng: random.Random
    _numbers: Counter[int] = field(default_factory=Counter)

    def fault(self, said: Utterance) -> Case:
        """Something is broken."""
        what, where = self.rng.choice(FAULTS)
        return self._opened(said, CaseKind.FAULT, {"what": what, "where": where})

    def call_back(self, said: Utterance) -> Case:
        """The citizen wants to be called."""
        number = _NUMBER.format(first=self.rng.randrange(100), last=self.rng.randrange(100))
        return self._opened(said, CaseKind.CALLBACK, {"about": self.rng.choice(CALL_ABOUT), "contact": number})

    def told(self, case: Case, said: Utterance) -> Conclusion:
        """How the turn ends that opened it. There is no link: nobody holds its key."""
        words = self.wording.of(case.lang)
        if case.kind is CaseKind.FAULT:
            text = words(_FAULT_RECORDED, reference=case.reference)
        else:
            noted = words(_CALL_NOTED, reference=case.reference)
            text = f"{noted} {call_promise(case, said.at, words)}"
        reply = NewUtterance(reply_id(said, 0), Speaker.ASSISTANT, text, said.said.lang)
        return Conclusion(TurnOutcome.ANSWERED_FROM_DIALOGUE, (reply,))

    def write(self, case: Case, written: Written) -> None:
        """The case with what has been done about it."""
        events = self._mended(case) if case.kind is CaseKind.FAULT else self._called(case)
        for seq, (at, status) in enumerate(events, 1):
            if at > self.until:
                break
            case.check_change(status)
            case = replace(case, status=status, events=seq)
            by = self.rng.choice(self.agents)
            event = CaseEvent(CaseEventId(f"demo-{seq}"), case.id, seq, at, Doer.AGENT, by.id, status)
            written.case_events.append(event)
        written.cases.append(case)

    def _opened(self, said: Utterance, kind: CaseKind, details: dict[str, str]) -> Case:
        year = said.at.astimezone(LOCAL).year
        self._numbers[year] += 1
        return Case(
            id=CaseId(f"{self.rng.getrandbits(128):032x}"),
            year=year,
            kind=kind,
            details=details,
            conversation_id=said.conversation_id,
            seq=said.seq,
            lang=said.said.lang,
            key_digest=_NO_KEY,
            opened_at=said.at,
            due_at=self._due(said.at) if kind is CaseKind.CALLBACK else None,
            number=self._numbers[year],
        )

    def _due(self, now: datetime) -> datetime | None:
        opens = now if self.hours.is_open(now) else self.hours.opens_at(now)
        return None if opens is None else self.hours.closes_at(opens)

    def _mended(self, case: Case) -> list[tuple[datetime, CaseStatus]]:
        begun = case.opened_at + timedelta(days=self.rng.expovariate(1 / DAYS_TO_BEGIN))
        done = begun + timedelta(days=self.rng.expovariate(1 / DAYS_TO_MEND))
        ends = CaseStatus.CLOSED if self.rng.random() < CLOSED_WITHOUT else CaseStatus.DONE
        return [(begun, CaseStatus.IN_PROGRESS), (done, ends)]

    def _called(self, case: Case) -> list[tuple[datetime, CaseStatus]]:
        if case.due_at is None:
            return []
        late = timedelta(hours=-1) if self.rng.random() < CALLED_ON_TIME else timedelta(hours=18)
        at = max(case.due_at + late * self.rng.uniform(0.2, 3.0), case.opened_at + timedelta(minutes=9))
        if self.rng.random() >= NOT_REACHED:
            return [(at, CaseStatus.CONTACTED)]
        return [(at, CaseStatus.COULD_NOT_REACH), (at + timedelta(hours=22), CaseStatus.CONTACTED)]


_FAULT_RECORDED = "Thank you, your fault report is recorded. Its reference is **{reference}**."
_CALL_NOTED = "Your call-back is noted. The reference is **{reference}**."
