"""Faults in what editors wrote, collected so that all of them are told at once."""

from collections.abc import Sequence

from assistant.domain.errors import RefusedError
from assistant.domain.fault import Fault


class ArticleFaults(RefusedError):  # noqa: N818 - it is a list of faults more than an error
    """Articles that may not be published as they are; the message has a line for each fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class QuestionFaults(RefusedError):  # noqa: N818 - as above
    """Questions for fitting or measuring that cannot be read; the message has a line for each fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))
