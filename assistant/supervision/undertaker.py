"""Ends what a killed supervisor left running.

Run as a program, standard library only: it reads `+group` and `-group` lines, and when its input closes - the
supervisor is gone, by `kill -9` perhaps - ends the process groups still on its list, the politely asked first.
The kernel's parent-death signal reaches children only; a group holds their children too.
"""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterable

POLITE_SECONDS = 10.0


def main() -> None:
    """Serves until the input closes."""
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    bury(read(sys.stdin))


def read(lines: Iterable[str]) -> set[int]:
    """The groups named and not taken back when the lines end."""
    groups: set[int] = set()
    for line in lines:
        group = int(line[1:])
        groups.add(group) if line.startswith("+") else groups.discard(group)
    return groups


def bury(groups: set[int], polite_seconds: float = POLITE_SECONDS) -> None:
    """None of these groups has a process left."""
    left = {group for group in groups if _signal(group, signal.SIGTERM)}
    deadline = time.monotonic() + polite_seconds
    while left and time.monotonic() < deadline:
        time.sleep(0.1)
        left = {group for group in left if _signal(group, 0)}
    for group in left:
        _signal(group, signal.SIGKILL)


def _signal(group: int, number: int) -> bool:
    """Whether the group still had a process."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)
        return True
    return False


if __name__ == "__main__":
    main()
