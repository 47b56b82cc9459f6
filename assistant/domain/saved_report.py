"""A month's report as it was made when the month was over: what was handed on stays as it was."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class SavedReport:
    """`month`: its first day. `made_at`: aware, UTC. `size`: of the file, in bytes."""

    month: date
    made_at: datetime
    size: int
