"""`make measure-staffing`: Erlang A beside simulations, over a grid; writes docs/measures/staffing.md (minutes)."""

from dataclasses import dataclass
from itertools import product
from math import sqrt
from multiprocessing import Pool
from pathlib import Path
from random import Random
from statistics import mean

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from assistant.domain.erlang_a import Promise, Traffic, expected, needed
from assistant.settings import PROJECT
from tests.simulated_queue import COUNTED, Counted, Queue

OUT = PROJECT / "docs/measures/staffing.md"
HANDLING, THRESHOLD = 500.0, 120.0
PLACES, LOADS, PATIENCE = (3, 9, 30), (0.6, 0.8, 0.95, 1.1), (120.0, 600.0, 1800.0)
RUNS, MORE_RUNS, CITIZENS = 8, 16, 10_000
CROWDED = 0.9
"""At such a load the queue remembers for long: more runs are played."""
SLOWER = 0.25
"""How much longer a talk takes for each further talk its agent has, in the second table: an example, not a finding."""


@dataclass(frozen=True)
class Cell:
    """One cell: told by the formula, and played, with the 95 % half width of the runs' mean."""

    places: int
    load: float
    patience: float
    told: tuple[float, float]
    played: tuple[float, float]
    reach: float


def cell(places: int, load: float, patience: float) -> Cell:
    traffic = Traffic(load * places / HANDLING, HANDLING, patience)
    met = expected(traffic, places, THRESHOLD)
    seconds = CITIZENS / (COUNTED[1] - COUNTED[0]) / traffic.arrivals
    seeds = range(MORE_RUNS if load > CROWDED else RUNS)
    runs = [Queue(traffic, places, THRESHOLD, seconds, seed).play() for seed in seeds]
    luck = np.array([run.luck(traffic, seconds) for run in runs])
    level, reach = without_luck(np.array([run.service_level for run in runs]), luck)
    lost, _ = without_luck(np.array([run.abandoned for run in runs]), luck)
    return Cell(places, load, patience, (met.service_level, met.abandoned), (level, lost), reach)


def without_luck(values: NDArray[np.float64], luck: NDArray[np.float64]) -> tuple[float, float]:
    """The mean had chance dealt its means, and its 95 % half width: control variates, by least squares.

    Lavenberg and Welch, "A Perspective on the Use of Control Variables to Increase the Efficiency of Monte Carlo
    Simulations", Management Science 27(3), 1981.
    """
    design = np.column_stack([np.ones(len(values)), luck])
    fitted, *_ = np.linalg.lstsq(design, values, rcond=None)
    free = len(values) - design.shape[1]
    variance = float(np.sum((values - design @ fitted) ** 2)) / free
    spread = sqrt(variance * float(np.linalg.inv(design.T @ design)[0, 0]))
    return float(fitted[0]), float(t.ppf(0.975, free)) * spread


@dataclass
class Desks:
    """Agents who are slower the more talks they have: a Markov chain, played jump by jump (Gillespie 1977).

    A talk that began is everybody's equally: with k talks an agent ends one at the rate k / handling(k). Whoever comes
    goes to the agent with the fewest.
    """

    agents: int
    at_once: int
    arrivals: float
    alone: float
    patience: float
    seed: int

    def handling(self, talks: int) -> float:
        """The mean seconds of a talk while its agent has so many."""
        return self.alone * (1 + SLOWER * (talks - 1))

    def play(self, citizens: int) -> Counted:
        """So many have come; the first tenth is not counted."""
        chance, now, came, counted = Random(self.seed), 0.0, 0, Counted()
        talks, queue = [0] * self.agents, list[tuple[float, bool]]()
        while came < citizens:
            ends = [k / self.handling(k) if k else 0.0 for k in talks]
            rates = (self.arrivals, sum(ends), len(queue) / self.patience)
            now += chance.expovariate(sum(rates))
            what = chance.choices((0, 1, 2), rates)[0]
            if what == 0:
                came += 1
                queue.append((now, came > citizens / 10))
            elif what == 1:
                talks[chance.choices(range(self.agents), ends)[0]] -= 1
            else:
                self._count(counted, queue.pop(chance.randrange(len(queue))), now, answered=False)
            while queue and min(talks) < self.at_once:
                talks[talks.index(min(talks))] += 1
                self._count(counted, queue.pop(0), now, answered=True)
        return counted

    def _count(self, counted: Counted, citizen: tuple[float, bool], now: float, *, answered: bool) -> None:
        since, counts = citizen
        in_time = now - since <= THRESHOLD
        if counts and answered:
            counted.answered_in_time += in_time
            counted.answered_late += not in_time
        elif counts:
            counted.left_early += in_time
            counted.left_late += not in_time


def slower(arrivals_an_hour: int, at_once: int) -> str:
    """A row of the second table: the need told with the handling time at full concurrency, and what was played."""
    desks = Desks(1, at_once, arrivals_an_hour / 3600, 400.0, 600.0, 1)
    traffic = Traffic(desks.arrivals, desks.handling(at_once), desks.patience)
    agents = needed(traffic, Promise(), at_once) or 0
    told = expected(traffic, agents * at_once, THRESHOLD)
    played = [
        Desks(agents, at_once, desks.arrivals, desks.alone, desks.patience, seed).play(40_000) for seed in range(2)
    ]
    one_fewer = [
        Desks(agents - 1, at_once, desks.arrivals, desks.alone, desks.patience, seed).play(40_000) for seed in range(2)
    ]
    levels = [f"{mean(run.service_level for run in runs):.3f}" for runs in (played, one_fewer)]
    return f"| {arrivals_an_hour} | {at_once} | {agents} | {told.service_level:.3f} | {levels[0]} | {levels[1]} |"


def report() -> str:
    with Pool(2) as pool:
        cells = pool.starmap(cell, product(PLACES, LOADS, PATIENCE), chunksize=1)
    worst = max(abs(each.told[0] - each.played[0]) for each in cells)
    within = sum(abs(each.told[0] - each.played[0]) <= 0.01 for each in cells)
    near = sum(abs(each.told[0] - each.played[0]) <= max(0.01, each.reach) for each in cells)
    rows = [
        f"| {each.places} | {each.load} | {each.patience:.0f} | {each.told[0]:.4f}"
        f" | {each.played[0]:.4f} ± {each.reach:.4f}"
        f" | {each.told[1]:.4f} | {each.played[1]:.4f} |"
        for each in cells
    ]
    several = [slower(arrivals, at_once) for arrivals in (30, 90, 240) for at_once in (2, 3)]
    return TEXT.format(
        within=within,
        near=near,
        cells=len(cells),
        worst=100 * worst,
        rows="\n".join(rows),
        several="\n".join(several),
        runs=RUNS,
        more=MORE_RUNS,
        citizens=f"{CITIZENS:,}",
        slower=f"{SLOWER:.0%}",
    )


TEXT = """# Staffing: the formula beside simulations

Written by `make measure-staffing`. How many agents it takes is told by Erlang A (`assistant/domain/erlang_a.py`).

## Erlang A beside a discrete-event simulation

Talks of 500 s on average, a promise of 120 s. Each cell was played {runs} times with simpy ({more} where the load is
above 0.9), {citizens} citizens counted a time after a warm-up, with common random numbers. How many came, how long
they talked and how patient they were in each run is known to lie off its mean, and taken out (control variates); after
± stands the 95 % half width. Service level: answered in time, over answered plus those lost after the threshold. In
{within} of {cells} cells the formula is within one percentage point of the simulated service level, in {near} within a
point or within the simulation's own half width; the furthest is off by {worst:.2f} points.

| Places | Load | Patience, s | Service level, formula | simulated | Lost, formula | simulated |
| --- | --- | --- | --- | --- | --- | --- |
{rows}

## An agent with several conversations

The page counts an agent with k conversations as k places, with the handling time measured at that concurrency. Here
agents are simulated who take 400 s for a talk alone, {slower} longer for each further talk they have at the moment (an
example of ours, not a finding), and get the next citizen where they have the fewest. Patience is 600 s. The need is
told with the handling time at full concurrency. What it promises is kept or better: told too high, never too low.

| Citizens an hour | At once | Agents told | Service level, formula | simulated | simulated with one agent fewer |
| --- | --- | --- | --- | --- | --- |
{several}
"""


if __name__ == "__main__":
    Path(OUT).write_text(report(), encoding="utf-8")
