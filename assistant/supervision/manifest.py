"""Whether what was built is what will be loaded (requirement: a hash mismatch refuses the start)."""

import hashlib
import json
from pathlib import Path

NAME = "manifest.json"


def damage(folder: Path) -> str | None:
    """What is wrong with a built folder, as words that continue "The index is"; None when all is as it was built.

    The folder's manifest.json holds `{"files": {"name": "sha256 in hex"}}`, among whatever else it says.
    """
    path = folder / NAME
    if not path.is_file():
        return f"missing ({path} is not there)"
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
        wrong = [name for name, digest in files.items() if not _is(folder / name, digest)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return f"damaged ({path} cannot be read)"
    return f"damaged ({folder / wrong[0]} is not the file that was built)" if wrong else None


def _is(file: Path, digest: str) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == digest
