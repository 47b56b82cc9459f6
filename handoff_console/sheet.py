"""CSV that opens as it should in a Swedish Excel, and runs nothing there (requirement F-14)."""

import csv
import io
from collections.abc import Iterable, Sequence

from fastapi import Response

_STARTS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a cell for a formula: ASVS 1.2.10 and OWASP, "CSV Injection", full-width forms too."""

Cell = str | int | None


def safe(cell: Cell) -> Cell:
    """The cell, with an apostrophe before text that a spreadsheet could run. Numbers stay numbers."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_STARTS_OF_FORMULAS):
        return f"'{cell}"
    return cell


def sheet(name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """The rows as a file to save under `name` (ASCII)."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([safe(cell) for cell in header])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    # The byte order mark tells Excel that it is UTF-8.
    return Response(text.getvalue().encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)
