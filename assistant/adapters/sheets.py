"""CSV and workbooks as tables of text. What a file says of itself (its name, its type) is not believed."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from assistant.domain.contact_fault import LARGEST_FILE_BYTES, MOST_COLUMNS, MOST_ROWS, FaultError, FaultKind
from assistant.domain.sheet import AS_IT_SHOWS, DELIMITERS, Encoding, Row, Sheet, Writing

ZIP = b"PK\x03\x04"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins (MS-CFB 2.2): .xls, and any workbook with a password."""
MARKS = ((b"\xef\xbb\xbf", Encoding.UTF_8), (b"\xff\xfe", Encoding.UTF_16), (b"\xfe\xff", Encoding.UTF_16))
"""Byte order marks (Unicode 16, 23.8) and what is written behind them."""
LARGEST_UNPACKED_BYTES = 100_000_000
"""A year of half hours unpacks to some 20 MB."""
MOST_PARTS = 2_000
MOST_CELLS = 2_000_000
LONGEST_CELL = 200
LINES_LOOKED_AT = 200
_PIECE = 1 << 20
_DOCTYPE = b"<!DOCTYPE"
_SHEETS = "xl/worksheets/"
_PLACED = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
"""Where a cell says it is. One that says nothing comes right behind the one before (ECMA-376 part 1, 18.3.1.4)."""


class Sheets:
    """Implements `SheetReader` with the csv module and calamine, which runs no formula."""

    def read(self, content: bytes, writing: Writing = AS_IT_SHOWS) -> Sheet:
        if not content.strip():
            raise FaultError(FaultKind.NOTHING_SENT)
        if len(content) > LARGEST_FILE_BYTES:
            raise FaultError(FaultKind.TOO_LARGE)
        if content.startswith(OLD_WORKBOOK):
            raise FaultError(FaultKind.OLD_WORKBOOK)
        sheet = _workbook(content) if content.startswith(ZIP) else _text(content, writing)
        if not sheet.rows:
            raise FaultError(FaultKind.NO_ROWS)
        return sheet


def _text(content: bytes, told: Writing) -> Sheet:
    encoding = told.encoding or _encoding(content)
    text = _decoded(content, encoding)
    if "\0" in text:
        raise FaultError(FaultKind.BROKEN)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = told.delimiter or _delimiter(text)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        rows = tuple(_rows((reader.line_num, cells) for cells in reader))
    except csv.Error as error:
        raise FaultError(FaultKind.BROKEN, f"{reader.line_num}") from error
    return Sheet(rows, writing=Writing(encoding, delimiter))


def _encoding(content: bytes) -> Encoding:
    """UTF-8 says by itself whether it is (a text of another kind hardly ever passes); else it is Windows'."""
    marked = next((encoding for mark, encoding in MARKS if content.startswith(mark)), None)
    if marked or _unmarked_utf16(content):
        return marked or Encoding.UTF_16
    try:
        content.decode()
    except UnicodeDecodeError:
        return Encoding.WINDOWS
    return Encoding.UTF_8


def _decoded(content: bytes, encoding: Encoding) -> str:
    """The text without its mark; what cannot be read so shows as U+FFFD."""
    marked = any(content.startswith(mark) for mark, behind in MARKS if behind is encoding)
    codec = str(encoding) if marked or encoding is not Encoding.UTF_16 else _unmarked_utf16(content) or "utf-16-le"
    return content.decode(codec, errors="replace").removeprefix("\ufeff")


def _unmarked_utf16(content: bytes) -> str | None:
    """The codec of UTF-16 without a mark: every other byte of Latin letters and digits is nought."""
    start = content[:1000]
    halves = {"utf-16-le": start[1::2], "utf-16-be": start[::2]}
    return next((codec for codec, half in halves.items() if half.count(0) * 2 > len(half) > 0), None)


def _delimiter(text: str) -> str:
    """The sign that parts most lines into one number of cells, more than one: preambles and sums have fewer."""
    lines = [line for line in islice(io.StringIO(text), LINES_LOOKED_AT * 2) if line.strip()][:LINES_LOOKED_AT]
    return max(DELIMITERS, key=lambda delimiter: _agreement(lines, delimiter))


def _agreement(lines: Sequence[str], delimiter: str) -> tuple[int, int]:
    try:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=delimiter)]
    except csv.Error:
        return (0, 0)
    counts = {width: widths.count(width) for width in set(widths) if width > 1}
    width = max(counts, key=lambda each: (counts[each], each), default=0)
    return (counts.get(width, 0), width)


def _workbook(content: bytes) -> Sheet:
    """The visible sheet with the most rows."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            _check_archive(archive)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [_sheet(book, name) for name in _shown(book)]
    except FaultError:
        raise
    except (BadZipFile, CalamineError, KeyError, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise FaultError(FaultKind.BROKEN) from error
    return max(sheets, key=lambda sheet: len(sheet.rows), default=Sheet(()))


def _check_archive(archive: ZipFile) -> None:
    """Unpacked once, piece by piece, before calamine sees it: what a ZIP says of sizes need not be true."""
    parts = archive.infolist()
    if any("vbaproject" in part.filename.lower() for part in parts):
        raise FaultError(FaultKind.MACROS)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED_BYTES:
        raise FaultError(FaultKind.TOO_LARGE)
    if any(part.flag_bits & 1 for part in parts):
        raise FaultError(FaultKind.OLD_WORKBOOK)
    unpacked = 0
    for part in parts:
        unpacked += _check_part(archive, part, LARGEST_UNPACKED_BYTES - unpacked)


def _check_part(archive: ZipFile, part: zipfile.ZipInfo, room: int) -> int:
    """How many bytes it unpacks to."""
    unpacked, reach = 0, _Reach()
    for piece in _pieces(archive, part):
        unpacked += len(piece)
        if unpacked > room:
            raise FaultError(FaultKind.TOO_LARGE)
        if _DOCTYPE in piece:
            # Forbidden in a workbook (ECMA-376 part 2, 8.2.5), and the way to entities that grow without end.
            raise FaultError(FaultKind.BROKEN)
        if part.filename.startswith(_SHEETS):
            reach.stretch(piece)
    return unpacked


@dataclass(slots=True)
class _Reach:
    """How far out the cells of a sheet lie: calamine makes room for all between the first and the farthest."""

    rows: int = 0
    columns: int = 0

    def stretch(self, piece: bytes) -> None:
        """Raises FaultError where there is room for more than `MOST_CELLS`."""
        placed = _PLACED.findall(piece)
        self.rows = max([self.rows, *map(int, {row for _, row in placed})])
        self.columns = max([self.columns, *map(_column, {letters for letters, _ in placed})])
        if self.rows * self.columns > MOST_CELLS:
            raise FaultError(FaultKind.TOO_LARGE)


def _column(letters: bytes) -> int:
    """The number of a column: A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _pieces(archive: ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part, piece by piece, each with the end of the one before, so that no word is cut in two."""
    with archive.open(part) as opened:
        end = b""
        while piece := opened.read(_PIECE):
            yield end + piece
            end = piece[-len(_DOCTYPE) :]


def _shown(book: CalamineWorkbook) -> list[str]:
    return [
        each.name
        for each in book.sheets_metadata
        if each.visible is SheetVisibleEnum.Visible and each.typ is SheetTypeEnum.WorkSheet
    ]


def _sheet(book: CalamineWorkbook, name: str) -> Sheet:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return Sheet(tuple(_rows((line, map(_cell, cells)) for line, cells in enumerate(rows, 1))), name=name)


def _rows(lines: Iterable[tuple[int, Iterable[str]]]) -> Iterator[Row]:
    """The rows that are not empty, cells without blanks around them, empty ones at the end left out."""
    found = 0
    for line, cells in lines:
        texts = [cell.strip()[:LONGEST_CELL] for cell in islice(cells, MOST_COLUMNS)]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            found += 1
            if found > MOST_ROWS:
                raise FaultError(FaultKind.TOO_MANY_ROWS)
            yield Row(line, tuple(texts))


def _cell(value: object) -> str:
    """The cell as text that `domain.written_times` and `written_numbers` read without doubt."""
    if isinstance(value, str):  # nearly all of them
        return value
    match value:
        case None:
            return ""
        case datetime():
            near = value + timedelta(seconds=30)  # eight o'clock may be kept as 07:59:59.9996
            return str(near.date()) if (near.hour, near.minute) == (0, 0) else f"{near:%Y-%m-%d %H:%M}"
        case date():
            return str(value)
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            return f"{value // timedelta(hours=1):02}:{value // timedelta(minutes=1) % 60:02}"
        case float():
            # One decimal more than it has, so that 1.125 is never taken for 1 125.
            return str(int(value)) if value.is_integer() else f"{value!r}0"
        case _:
            return str(value)
