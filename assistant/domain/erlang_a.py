"""How many must be on duty: the waiting of impatient citizens, by Erlang's formula with abandonment (Erlang A).

Citizens come at random (Poisson), talks last exponentially, patience is exponential, first come first served, and a
number of *places* take them: M/M/n+M in queueing theory. Sources of the formulas:

- Garnett, Mandelbaum and Reiman, "Designing a Call Center with Impatient Customers", Manufacturing & Service Operations
  Management 4(3), 2002: the share who wait, by Erlang B and the function `A`.
- Zeltyn and Mandelbaum, "Call Centers with Impatient Customers: Many-Server Asymptotics of the M/M/n+G Queue", Queueing
  Systems 51, 2005: the density of the wait that is offered, from which all shares here are integrated exactly.
- NIST Digital Library of Mathematical Functions, 8.7.1 and 8.9.2: the incomplete gamma function by series and by
  continued fraction.

An agent with k conversations at once counts as k places with the handling time *measured at that concurrency*. That is
an assumption: with fewer conversations an agent is faster (Luo and Zhang, Operations Research 61(2), 2013; Tezcan and
Zhang, Operations Research 62(4), 2014), so in a quiet half hour the need is told somewhat too high, never too low.
`docs/measures/staffing.md` shows how far both formula and assumption are from simulations.
"""

from dataclasses import dataclass
from math import exp, inf, isinf, lgamma, log, log1p

MOST_PLACES = 5_000
"""Far above any contact centre of a municipality; a search for a need ends here."""
_ENOUGH = 1e-15
_TERMS = 100_000


@dataclass(frozen=True, slots=True)
class Traffic:
    """What comes, and how it is borne: `arrivals` a second, `handling` and `patience` in mean seconds.

    `patience` may be infinite: nobody leaves, Erlang C.
    """

    arrivals: float
    handling: float
    patience: float

    def __post_init__(self) -> None:
        """Raises ValueError for numbers that no traffic has."""
        if self.arrivals < 0 or self.handling <= 0 or self.patience <= 0:
            raise ValueError("arrivals are at least 0, handling and patience longer than 0")

    @property
    def offered(self) -> float:
        """The work that comes, in Erlang: how many would be talking, were nobody ever to wait."""
        return self.arrivals * self.handling


@dataclass(frozen=True, slots=True)
class Expected:
    """What citizens meet in the long run, as shares of all who come (0..1) unless said otherwise.

    `waits`: find all places taken. `within`: are answered within the threshold. `service_level`: answered within, over
    answered plus those lost after the threshold, the convention of `domain/measures/waits.py`. `abandoned`: leave
    unanswered. `occupancy`: of the places, taken on average. `mean_wait`: seconds, answered and lost together.
    """

    waits: float
    within: float
    service_level: float
    abandoned: float
    occupancy: float
    mean_wait: float


NOBODY_COMES = Expected(0.0, 1.0, 1.0, 0.0, 0.0, 0.0)
NOBODY_ANSWERS = Expected(1.0, 0.0, 0.0, 1.0, 0.0, inf)


def expected(traffic: Traffic, places: int, threshold: float) -> Expected:
    """What citizens meet with so many places, each holding one talk, and a promise of `threshold` seconds.

    All shares are integrals over the density of the offered wait v, `n mu p_n exp(lambda (1 - e^(-theta v)) / theta -
    n mu v)` (Zeltyn and Mandelbaum 2005, section 2), with and without the factor `e^(-theta v)` of those still there.
    """
    if traffic.arrivals == 0:
        return NOBODY_COMES
    if places <= 0:
        return NOBODY_ANSWERS
    if isinf(traffic.patience):
        return _without_leaving(traffic, places, threshold)
    late = max(0.0, threshold)
    all_taken = _log_erlang_b(places, traffic.offered)
    whole = _log_sum(log1p(-exp(all_taken)) if all_taken < 0 else -inf, all_taken + _log_offered(traffic, places, 0.0))
    offered, served = (
        [exp(all_taken + part(traffic, places, at) - whole) for at in (0.0, late)]
        for part in (_log_offered, _log_served)
    )
    abandoned = max(0.0, offered[0] - served[0])
    within = min(1.0, max(0.0, 1 - offered[0] + served[0] - served[1]))
    gone_late = max(0.0, exp(-late / traffic.patience) * offered[1] - served[1])
    answered = 1 - abandoned
    promised = answered + gone_late
    return Expected(
        waits=min(1.0, offered[0]),
        within=within,
        service_level=min(1.0, within / promised) if promised > 0 else 0.0,
        abandoned=min(1.0, abandoned),
        occupancy=min(1.0, traffic.offered * answered / places),
        mean_wait=abandoned * traffic.patience,
    )


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised: this share answered within so many seconds, and fewer than this share lost.

    `before_words`: seconds from taking a talk to a person's first words. The citizen's clock runs until those, the
    formula's until the talk is taken, so the formula gets so much less time.
    """

    share: float = 0.90
    within: float = 120.0
    abandoned_below: float = 0.05
    before_words: float = 0.0

    @property
    def threshold(self) -> float:
        """The seconds left for waiting."""
        return max(0.0, self.within - self.before_words)

    def kept_by(self, met: Expected) -> bool:
        """Whether both are kept."""
        return met.service_level >= self.share and met.abandoned < self.abandoned_below


def needed(traffic: Traffic, promise: Promise, at_once: int) -> int | None:
    """The fewest agents, each with `at_once` places, who keep the promise; None where no number within reason does.

    Found by doubling and halving: more agents never make it worse, which property tests hold to.
    """
    if traffic.arrivals == 0:
        return 0
    high = 1
    while not promise.kept_by(expected(traffic, high * at_once, promise.threshold)):
        high *= 2
        if high * at_once > MOST_PLACES:
            return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        kept = promise.kept_by(expected(traffic, middle * at_once, promise.threshold))
        low, high = (low, middle) if kept else (middle, high)
    return high


def _without_leaving(traffic: Traffic, places: int, threshold: float) -> Expected:
    """Erlang C: nobody leaves, and too few never catch up."""
    if traffic.offered >= places:
        return Expected(1.0, 0.0, 0.0, 0.0, 1.0, inf)
    free = 1 - traffic.offered / places
    taken = exp(_log_erlang_b(places, traffic.offered))
    waits = taken / (free + taken * (1 - free))
    drained = places * free / traffic.handling
    within = 1 - waits * exp(-drained * max(0.0, threshold))
    return Expected(waits, within, within, 0.0, 1 - free, waits / drained)


def _log_erlang_b(places: int, offered: float) -> float:
    """The logarithm of Erlang's loss formula, by the recursion for its inverse: 1/B(n) = 1 + n/a / B(n-1)."""
    inverse = 0.0
    for place in range(1, places + 1):
        inverse = _log_sum(0.0, log(place / offered) + inverse)
    return -inverse


def _log_offered(traffic: Traffic, places: int, at: float) -> float:
    """The logarithm of n mu times the integral from `at` of the exponential in the density."""
    rate, leaving = places / traffic.handling, 1 / traffic.patience
    reach = traffic.arrivals / leaving
    left = reach * exp(-leaving * at)
    return reach - left - rate * at + _log_a(rate / leaving, left)


def _log_served(traffic: Traffic, places: int, at: float) -> float:
    """As `_log_offered`, of those who are still there when their turn comes."""
    rate, leaving = places / traffic.handling, 1 / traffic.patience
    reach, ratio = traffic.arrivals / leaving, rate / leaving
    left = reach * exp(-leaving * at)
    return log(ratio / (ratio + 1)) + reach - left - (rate + leaving) * at + _log_a(ratio + 1, left)


def _log_a(x: float, y: float) -> float:
    """The logarithm of `A(x, y) = x e^y y^(-x) gamma(x, y)` (Garnett, Mandelbaum and Reiman 2002).

    By the series 1 + y/(x+1) + y^2/((x+1)(x+2)) + ... (DLMF 8.7.1) where it converges fast, else by the continued
    fraction of the upper incomplete gamma function (DLMF 8.9.2): neither overflows, whatever the load.
    """
    if y < x + 1:
        term = total = 1.0
        for step in range(1, _TERMS):
            term *= y / (x + step)
            total += term
            if term < _ENOUGH * total:
                break
        return log(total)
    log_whole = lgamma(x)
    log_upper = x * log(y) - y + log(_upper_fraction(x, y))
    return log(x) + y - x * log(y) + log_whole + log1p(-min(exp(log_upper - log_whole), 1 - _ENOUGH))


def _upper_fraction(x: float, y: float) -> float:
    """Gamma(x, y) e^y y^(-x), by Lentz's method as in Press et al., "Numerical Recipes", 3rd ed., section 6.2."""
    tiny = 1e-300
    b = y + 1 - x
    c, d = 1 / tiny, 1 / b
    found = d
    for step in range(1, _TERMS):
        a = -step * (step - x)
        b += 2
        d = 1 / _away_from_zero(a * d + b, tiny)
        c = _away_from_zero(b + a / c, tiny)
        found *= d * c
        if abs(d * c - 1) < _ENOUGH:
            break
    return found


def _away_from_zero(value: float, tiny: float) -> float:
    return tiny if abs(value) < tiny else value


def _log_sum(one: float, other: float) -> float:
    """log(e^one + e^other), without overflow."""
    high, low = max(one, other), min(one, other)
    return high if low == -inf else high + log1p(exp(low - high))
