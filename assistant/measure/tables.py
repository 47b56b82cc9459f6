"""Tables in Markdown, and numbers as a reader wants them."""

import math
from collections.abc import Iterable, Sequence

from assistant.measure.resampling import Interval


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The table; the first column to the left, all others to the right."""
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def number(value: float, digits: int = 3) -> str:
    """The number, or a dash for what is not one."""
    return f"{value:.{digits}f}" if math.isfinite(value) else "-"


def between(interval: Interval | None) -> str:
    """The value with its limits; a dash where there is none."""
    if interval is None or not math.isfinite(interval.value):
        return "-"
    return f"{number(interval.value)} ({number(interval.low)} to {number(interval.high)})"


def signed(interval: Interval | None) -> str:
    """A difference with its limits, with signs."""
    if interval is None:
        return "-"
    return f"{interval.value:+.3f} ({interval.low:+.3f} to {interval.high:+.3f})"
