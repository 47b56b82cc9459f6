"""What is expected to come."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from assistant.domain.forecast import Forecast, Sum


class Forecaster(Protocol):
    """Tells what will come from what came. Computes, for a second or two: services move it to a thread."""

    def half_hours(self, history: Mapping[datetime, int], ahead: Sequence[datetime]) -> Forecast:
        """The half hours `ahead`, with the rule chosen by how it did before.

        `history`: contacts of every half hour that was open, noughts among them. Too little of it is no fault: the
        forecast says so.
        """
        ...

    def days(self, history: Mapping[date, int], ahead: Sequence[date]) -> Sum:
        """All that the days `ahead` bring together. `history`: contacts of every day that was open and told."""
        ...
