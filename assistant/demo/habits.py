"""How people behave: how long they wait, write and talk, and what they say of it afterwards. All assumed, save where
a source is named.
"""

import math
import random
from dataclasses import dataclass

from assistant.domain.handoff import Disposition

LEAVES_AT_ONCE = 0.02
"""Share of those who wait that give up almost at once. Patience is a mixture of two exponentials: Mandelbaum and
Zeltyn, "The Palm/Erlang-A Queue, with Applications to Call Centers" (2007), and Brown et al. (JASA 2005, section 6)
found many who leave in the first seconds and patient ones after. The numbers are assumed."""
_AT_ONCE_SECONDS, _PATIENT_SECONDS = 6.0, 1_500.0
_READS_SECONDS, _WRITES_SECONDS = (11.0, 0.55), (24.0, 0.7)
"""Medians and log-spreads. Durations of service are near lognormal: Brown et al. (JASA 2005), section 4."""
_NOTICES_SECONDS, _ANSWERS_SECONDS, _WRAPS_UP_SECONDS = (24.0, 0.8), (62.0, 0.65), (42.0, 0.8)
_CHECKS_SECONDS = (34.0, 0.65)
_SLOWER_PER_TALK = 0.28
"""How much longer each step of the agent takes for each other conversation held."""
TELLS_AFTER_BOT, TELLS_AFTER_PERSON = 0.17, 0.36
"""Shares who answer the survey. That most do not is the rule for surveys after a contact."""
_SKIPS_A_QUESTION = 0.08
_DISPOSITIONS = {
    Disposition.RESOLVED: 0.70,
    Disposition.REFERRED: 0.15,
    Disposition.CASE_OPENED: 0.05,
    Disposition.NOT_RESOLVED: 0.06,
    Disposition.NOT_FOR_US: 0.04,
}


@dataclass(frozen=True, slots=True)
class Habits:
    """Draws from one stream of chance."""

    rng: random.Random

    def happens(self, probability: float) -> bool:
        """Whether it does, this time."""
        return self.rng.random() < probability

    def patience(self) -> float:
        """Seconds a citizen waits for a person before leaving."""
        return self.rng.expovariate(1 / (_AT_ONCE_SECONDS if self.happens(LEAVES_AT_ONCE) else _PATIENT_SECONDS))

    def reads(self) -> float:
        """Seconds before a citizen does something about what is on the page."""
        return self._lognormal(_READS_SECONDS)

    def writes(self) -> float:
        """Seconds for a citizen to write."""
        return self._lognormal(_WRITES_SECONDS)

    def notices(self, others: int) -> float:
        """Seconds from an agent being free for a citizen to the claim; `others` are held meanwhile."""
        return self._lognormal(_NOTICES_SECONDS) * self._slowed(others)

    def answers(self, others: int) -> float:
        """Seconds for an agent to find an answer and send it."""
        return self._lognormal(_ANSWERS_SECONDS) * self._slowed(others)

    def checks(self) -> float:
        """Seconds until somebody has read a draft that is held."""
        return self._lognormal(_CHECKS_SECONDS)

    def wraps_up(self) -> float:
        """Seconds of an agent's wrap-up."""
        return self._lognormal(_WRAPS_UP_SECONDS)

    def bot_milliseconds(self) -> dict[str, float]:
        """How long the assistant's steps took. Medians as `make bench` measures them on the build machine."""
        engine, knowledge = self._lognormal((95.0, 0.35)), self._lognormal((38.0, 0.4))
        steps = {
            "danger": round(self._lognormal((1.2, 0.3)), 1),
            "engine": round(engine),
            "knowledge": round(knowledge),
        }
        return {**steps, "total": round(engine + knowledge + 1_000 + self._lognormal((40.0, 0.5)))}

    def disposition(self) -> Disposition:
        """How a conversation in which a person spoke ended."""
        return self.rng.choices(list(_DISPOSITIONS), list(_DISPOSITIONS.values()))[0]

    def verdict(self, *, solved: bool, waited: float, by_person: bool) -> tuple[bool | None, int | None]:
        """What a citizen says of it: was it solved, and how one was treated (1..5); None: skipped."""
        says = solved if self.happens(0.93) else not solved
        content = 1.0 if by_person else 0.45
        content += 1.1 if solved else -1.3
        content -= min(1.5, waited / 300)
        rating = round(3.55 + content * 0.75 + self.rng.gauss(0, 0.75))
        return (
            None if self.happens(_SKIPS_A_QUESTION) else says,
            None if self.happens(_SKIPS_A_QUESTION) else max(1, min(5, rating)),
        )

    def _slowed(self, others: int) -> float:
        return 1 + _SLOWER_PER_TALK * max(0, others)

    def _lognormal(self, shape: tuple[float, float]) -> float:
        median, spread = shape
        return self.rng.lognormvariate(math.log(median), spread)
