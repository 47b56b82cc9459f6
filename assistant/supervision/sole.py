"""At most one `kontakt up` for each `var` folder."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from assistant.supervision.start_error import StartError


@contextlib.contextmanager
def sole(var: Path) -> Iterator[None]:
    """Holds `var/kontakt.pid`, locked; the lock goes with the process, however it ends.

    Raises:
        StartError: another process holds it.
    """
    with open(var / "kontakt.pid", "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            other = file.read().strip() or "unknown"
            raise StartError(
                f"Kontakt already runs with {var} (process {other}):"
                " use that one, stop it with Ctrl-C, or set KONTAKT_VAR and other ports for a second one."
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
