"""A stretch of time that the record is asked about."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Interval:
    """From `start` up to, not including, `end`; both aware, UTC."""

    start: datetime
    end: datetime
