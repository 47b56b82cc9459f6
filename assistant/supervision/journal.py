"""One readable log of all processes: on the screen, each line behind its process's name, and in var/log/kontakt.log."""

import logging
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path

_FILE_BYTES = 5_000_000
_FILES_KEPT = 5
_COLOURS = (36, 33, 35, 32, 34, 96, 93, 95)
# Escape sequences and other control characters could repaint the screen or forge lines; a tab is harmless.
_PRINTABLE = dict.fromkeys((*range(9), *range(10, 32), *range(127, 160)))


class Journal:
    """Takes lines from everyone. `close` it, so that the file is."""

    def __init__(self, say: Callable[[str], None], file: Path, names: tuple[str, ...], *, colour: bool) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        width = max(map(len, names))
        # Not a registered logger: nobody's logging configuration may swallow or double these lines.
        self._log = logging.Logger("kontakt.up", logging.INFO)  # noqa: LOG001
        kept = RotatingFileHandler(file, maxBytes=_FILE_BYTES, backupCount=_FILES_KEPT, encoding="utf-8")
        kept.setFormatter(logging.Formatter(f"%(asctime)s %(part)-{width}s | %(message)s"))
        shown = _Screen(say)
        shown.setFormatter(_Prefixed(names, width, colour=colour))
        self._log.handlers = [kept, shown]

    def line(self, part: str, text: str) -> None:
        """Writes one line in this process's name, without control characters."""
        self._log.info("%s", text.translate(_PRINTABLE), extra={"part": part})

    def close(self) -> None:
        """Closes the file."""
        for handler in self._log.handlers:
            handler.close()


class _Screen(logging.Handler):
    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__()
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        self._say(self.format(record))


class _Prefixed(logging.Formatter):
    """The time of day, the name at a fixed width, in a colour of its own where colour is wanted."""

    def __init__(self, names: tuple[str, ...], width: int, *, colour: bool) -> None:
        super().__init__(datefmt="%H:%M:%S")
        self._width = width
        self._colours = {name: _COLOURS[at % len(_COLOURS)] for at, name in enumerate(names)} if colour else {}

    def format(self, record: logging.LogRecord) -> str:
        part = str(getattr(record, "part", ""))
        prefix = f"{self.formatTime(record, self.datefmt)} {part:<{self._width}} |"
        if part in self._colours:
            prefix = f"\x1b[{self._colours[part]}m{prefix}\x1b[0m"
        return f"{prefix} {record.getMessage()}"
