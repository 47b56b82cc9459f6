"""The four kinds of failure, named by what the caller can do about them.

Adapters turn their drivers' errors into these (`raise ... from`), pages these into a status and words in one place.
"""


class AssistantError(Exception):
    """Any failure the contact centre knows how to speak of. The message is for engineers, never shown to citizens."""


class NotFoundError(AssistantError):
    """The thing asked for does not exist, or the asker may not know that it does."""


class ConflictError(AssistantError):
    """Somebody else was first, or the thing has moved on; look again before trying anew."""


class AtCapacityError(ConflictError):
    """The agent holds as many conversations as may be held at once."""


class RefusedError(AssistantError):
    """The request breaks a rule of the contact centre; trying again unchanged will not help."""


class NobodyComesError(RefusedError):
    """Nobody would take the citizen from the queue before the contact centre opens again."""


class InDangerError(RefusedError):
    """The citizen may be in danger, and is not sent away."""


class SomebodyComesError(RefusedError):
    """Somebody takes citizens from the queue now: none of them is sent away to be called."""


class UnavailableError(AssistantError):
    """A part we depend on is away for now; the same request may succeed later."""


class ContentionError(UnavailableError):
    """Two at once stood in each other's way, and the record chose the other; the same again at once may succeed."""


class TooManyError(RefusedError):
    """Too much at once; the same request is welcome again after `retry_after_seconds`."""

    def __init__(self, message: str, retry_after_seconds: int) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds
