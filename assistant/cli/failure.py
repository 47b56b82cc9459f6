"""A command cannot go on."""


class Failure(Exception):  # noqa: N818 - not a fault of the program
    """The message is one sentence that says what to do."""
