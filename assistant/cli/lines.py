"""JSON Lines in and out, with faults named by file and line."""

import json
from collections.abc import Iterator
from pathlib import Path

from assistant.cli.failure import Failure


def read_lines(file: Path) -> Iterator[tuple[int, dict[str, object]]]:
    """Each line's number (from 1) and its object; blank lines are passed over.

    Raises:
        Failure: the file cannot be read, or a line is not a JSON object.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(f"{file} cannot be read ({error}).") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except json.JSONDecodeError as error:
            raise Failure(f"{file}:{number}: not JSON ({error.msg}).") from error
        if not isinstance(found, dict):
            raise Failure(f"{file}:{number}: each line must be a JSON object.")
        yield number, found


def words_in(given: dict[str, object], field: str, where: str) -> str:
    """The text in `field`.

    Raises:
        Failure: it is missing, empty or not text.
    """
    value = given.get(field)
    if not isinstance(value, str) or not value.strip():
        raise Failure(f'{where}: "{field}" must be a text that is not empty.')
    return value
