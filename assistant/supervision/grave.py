"""The supervisor's end of the line to the undertaker."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator

from assistant.supervision import undertaker


class Grave:
    """The list that the undertaker would work through if we died now. Make one with `dug`."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def expect(self, group: int) -> None:
        """This process group must not outlive us."""
        self._tell(f"+{group}")

    def forget(self, group: int) -> None:
        """This process group has ended."""
        self._tell(f"-{group}")

    def _tell(self, line: str) -> None:
        # Should the undertaker itself be killed, the kernel's signal to our children is still there.
        with contextlib.suppress(OSError):
            assert self._process.stdin is not None
            print(line, file=self._process.stdin, flush=True)


@contextlib.contextmanager
def dug() -> Iterator[Grave]:
    """Starts the undertaker, in a session of its own and run as a file so that it stays small, and dismisses it."""
    program = (sys.executable, "-I", "-S", str(undertaker.__file__))
    process = subprocess.Popen(
        program,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        yield Grave(process)
    finally:
        with contextlib.suppress(OSError):
            process.communicate()
