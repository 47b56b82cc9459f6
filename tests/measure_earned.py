"""How soon autonomy is earned and lost, by simulation: `python -m tests.measure_earned`, half a minute.

Writes docs/measures/earned.md. The answers are drawn by chance with fixed seeds, the rules are those in force.
"""

import random
import statistics
from collections.abc import Iterator, Sequence

from assistant.domain.earned import ALPHA, FALSE_ALARM_AFTER, WORSE_BY, alarms, bounds
from assistant.settings import PROJECT

REPORT = PROJECT / "docs/measures/earned.md"
SEED = 20261130
RUNS = 2_000
MOST = 5_000
"""Reviewed answers after which a run is given up."""
WANTED = (0.90, 0.95, 0.98)


def first_proven(wanted: float) -> list[int]:
    """For each number of wrong answers the least number of all at which the lower bound reaches `wanted`."""
    found: list[int] = []
    number = 1
    while number <= MOST:
        if bounds(number - len(found), number, wanted).lower >= wanted:
            found.append(number)
        number += 1
    return found


def rises(precision: float, needed: Sequence[int], chance: random.Random) -> int | None:
    """After how many reviewed answers the topic may rise, looked at after each; None within `MOST`."""
    wrong = 0
    for number in range(1, MOST + 1):
        wrong += chance.random() >= precision
        if wrong < len(needed) and number >= needed[wrong]:
            return number
    return None


def first_refuted(wanted: float) -> list[int]:
    """For each number of wrong answers the greatest number of all at which the upper bound is below `wanted`."""
    found: list[int] = []
    number = 0
    for wrong in range(MOST):
        number = max(number, wrong)
        while number < MOST and bounds(number + 1 - wrong, number + 1, wanted).upper < wanted:
            number += 1
        found.append(number if bounds(number - wrong, number, wanted).upper < wanted else 0)
        if number >= MOST:
            return found
    return found


def falls(before: int, precisions: tuple[float, float], wanted: float, refuted: Sequence[int], seed: int) -> int | None:
    """After how many answers of the second precision, `before` answers of the first, the topic falls."""
    chance = random.Random(seed)
    answers = [chance.random() < precisions[0] for _ in range(before)]
    answers += [chance.random() < precisions[1] for _ in range(MOST)]
    wrong = 0
    for number, (right, alarm) in enumerate(zip(answers, alarms(answers, wanted), strict=True), 1):
        wrong += not right
        broken = number <= refuted[min(wrong, len(refuted) - 1)]
        if alarm >= FALSE_ALARM_AFTER or broken:
            return number - before
    return None


def told(times: Sequence[int | None]) -> str:
    """Median, nine in ten, and how many got there at all."""
    reached = sorted(time if time is not None else MOST + 1 for time in times)
    middle, late = (reached[int(len(reached) * share)] for share in (0.5, 0.9))
    there = sum(time is not None for time in times) / len(times)
    return f"{_within(middle)} | {_within(late)} | {there:.1%}"


def _within(number: int) -> str:
    return f"over {MOST:,}" if number > MOST else f"{number:,}"


def rising() -> Iterator[str]:
    yield "| Wanted | True precision | Median | Nine in ten within | May rise within 5,000 |"
    yield "| --- | --- | --- | --- | --- |"
    for wanted in WANTED:
        needed = first_proven(wanted)
        for precision in sorted({wanted, 0.97, 0.99, (1 + wanted) / 2, 1.0}):
            if precision < wanted:
                continue
            chance = random.Random(SEED)
            times = [rises(precision, needed, chance) for _ in range(RUNS)]
            yield f"| {wanted:.2f} | {precision:.3f} | {told(times)} |"


def falling() -> Iterator[str]:
    yield "| Wanted | Was | Becomes | Median | Nine in ten within | Falls within 5,000 |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for wanted, was, becomes in (
        (0.95, 0.98, 0.80),
        (0.95, 0.98, 0.90),
        (0.95, 0.98, 0.93),
        (0.95, 0.98, 0.50),
        (0.90, 0.97, 0.80),
        (0.98, 0.99, 0.90),
    ):
        refuted = first_refuted(wanted)
        times = [falls(100, (was, becomes), wanted, refuted, SEED + run) for run in range(500)]
        seen = [time for time in times if time is None or time > 0]
        yield f"| {wanted:.2f} | {was:.2f} | {becomes:.2f} | {told(seen)} |"


def false_falls() -> Iterator[str]:
    yield "| Wanted | True precision | Falls within 100 | within 500 | within 1,000 | within 5,000 |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for wanted, precision in ((0.95, 0.95), (0.95, 0.97), (0.95, 0.98), (0.90, 0.95), (0.98, 0.99)):
        refuted = first_refuted(wanted)
        times = [falls(0, (1.0, precision), wanted, refuted, SEED + run) for run in range(500)]
        shares = [
            statistics.fmean(time is not None and time <= most for time in times) for most in (100, 500, 1000, MOST)
        ]
        yield f"| {wanted:.2f} | {precision:.2f} | " + " | ".join(f"{share:.1%}" for share in shares) + " |"


def report() -> str:
    """The page."""
    least = {wanted: first_proven(wanted) for wanted in WANTED}
    needed = "; ".join(
        f"{wanted:.2f}: {', '.join(str(number) for number in numbers[:5])}" for wanted, numbers in least.items()
    )
    return "\n".join(
        [
            "# Autonomy earned and lost, simulated",
            "",
            "Written by `python -m tests.measure_earned`. The rules stand in `assistant/domain/earned.py`,"
            " the reasons in [ADR 0024](../adr/0024-earned-autonomy.md). Numbers count reviewed answers of one topic at"
            " one level, looked at after each; answers are right or wrong independently of each other, which real ones"
            f" are not quite. {RUNS:,} topics a row for rising, 500 for falling; seeds are fixed.",
            "",
            "## To rise",
            "",
            f"By an interval that ever misses the truth, however often one looks, in {ALPHA:.0%} of all cases at most."
            " Rows in which the true precision is just the one wanted tell how often a topic rises that should not.",
            "",
            *rising(),
            "",
            "The least numbers that are enough with 0, 1, 2, 3 and 4 wrong answers among them, by precision wanted: "
            f"{needed}. With 20 reviews a week that is four weeks or more a step: autonomy is earned slowly.",
            "",
            "## To fall",
            "",
            f"By the alarm (errors {', '.join(map(str, WORSE_BY))} times those allowed, at {FALSE_ALARM_AFTER}) or by"
            " the broken bound, whichever comes first. After 100 answers of the first precision; runs that fell before"
            " the change are left out.",
            "",
            *falling(),
            "",
            "## To fall without reason",
            "",
            "From the first answer on, no change at all:",
            "",
            *false_falls(),
            "",
        ]
    )


if __name__ == "__main__":
    REPORT.write_text(report(), encoding="utf-8")
    print(f"Written: {REPORT}")  # noqa: T201 - what a person who ran it wants to know
