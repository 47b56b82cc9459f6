"""Files such as telephone exchanges and the like export, made here: lifelike in shape, invented in every number."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from openpyxl import Workbook

MONDAY = date(2026, 11, 16)
HALF_HOURS = [time(hour, minute) for hour in range(8, 16) for minute in (0, 30)]


def written(rows: Iterable[Sequence[object]], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def workbook(rows: Iterable[Sequence[object]], title: str = "Rapport", cover: bool = False) -> bytes:
    """A workbook, with a cover page where that is wanted."""
    book = Workbook(write_only=True)
    if cover:
        book.create_sheet("Försättsblad").append(["Rapport över inkommande kontakter"])
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(list(row))
    opened = io.BytesIO()
    book.save(opened)
    return opened.getvalue()


def calls(day: int, at: int) -> int:
    """So many on the day and in the half hour of these numbers."""
    return 20 + (7 * day + 3 * at) % 23


def ace_by_queue(days: int = 5) -> bytes:
    """As from Telia ACE: two queues below each other, interval as a range, a preamble, a sum at the end; cp1252."""
    rows: list[Sequence[object]] = [["Rapport: Kö per intervall"], ["Period: 2026-11-16 - 2026-11-20"], []]
    rows.append(["Datum", "Intervall", "Kö", "Inkomna", "Besvarade", "Tappade", "Medelväntetid"])
    total = 0
    for day in range(days):
        for at, clock in enumerate(HALF_HOURS):
            until = (datetime.combine(MONDAY, clock) + timedelta(minutes=30)).time()
            for queue, more in (("Växel", 0), ("Kontakt Linköping röst", 2)):
                number = calls(day, at) + more
                total += number
                interval = f"{clock:%H:%M}-{until:%H:%M}"
                rows.append([MONDAY + timedelta(day), interval, queue, number, number - 1, 1, "00:01:12"])
    return written([*rows, ["Totalt", "", "", f"{total:,}".replace(",", " "), "", "", ""]], encoding="cp1252")


def trio_wide(days: int = 5) -> bytes:
    """As from Trio: a workbook with a cover, one column a channel, each day told once, a sum below it."""
    rows: list[Sequence[object]] = [
        ["Kanaler per timme"],
        [None],
        ["Dag", "Timme", "Telefon", "E-post", "Besök", "Summa"],
    ]
    for day in range(days):
        for hour in range(8, 16):
            phone, email, visit = calls(day, hour), hour, day
            first = datetime.combine(MONDAY + timedelta(day), time()) if hour == 8 else None
            rows.append([first, time(hour), phone, email, visit, phone + email + visit])
        rows.append([None, "Summa", 1, 2, 3, 6])
    return workbook(rows, cover=True)


def genesys_utc(days: int = 5) -> bytes:
    """As from Genesys Cloud: intervals of two instants in UTC, a media type, English, commas."""
    rows: list[Sequence[object]] = [
        ["Interval Start/End", "Media Type", "Offered", "Answered", "Abandoned", "Avg Wait"]
    ]
    for day in range(days):
        for at in range(16):
            start = datetime.combine(MONDAY + timedelta(day), time(7)) + timedelta(minutes=30 * at)
            interval = f"{start:%Y-%m-%dT%H:%M:%S.000Z}/{start + timedelta(minutes=30):%Y-%m-%dT%H:%M:%S.000Z}"
            for media, number in (("voice", calls(day, at)), ("email", at)):
                rows.append([interval, media, number, number, 0, 12.5])
    return written(rows, ",", "utf-8-sig")


def callguide_tabs(days: int = 5) -> bytes:
    """As from CallGuide: UTF-16 with tabs, separate day and start and end, day first with full stops."""
    rows: list[Sequence[object]] = [["Datum", "Start", "Slut", "Antal inkommande samtal", "Antal besvarade samtal"]]
    for day in range(days):
        for at, clock in enumerate(HALF_HOURS):
            until = (datetime.combine(MONDAY, clock) + timedelta(minutes=29)).time()
            number = calls(day, at)
            rows.append([f"{MONDAY + timedelta(day):%d.%m.%Y}", f"{clock:%H.%M}", f"{until:%H.%M}", number, number])
    return written(rows, "\t", "utf-16")


def zoom_american(days: int = 5) -> bytes:
    """As from Zoom: month first, day and time in one with AM and PM, calls by day in one column."""
    rows: list[Sequence[object]] = [["Start Time", "Queue Name", "Inbound Calls", "Avg Handle Time"]]
    for day in range(days):
        for at, clock in enumerate(HALF_HOURS):
            start = datetime.combine(MONDAY + timedelta(day), clock)
            rows.append([f"{start:%m/%d/%Y %I:%M %p}", "Main call queue", f"{calls(day, at)}", "3:12"])
    return written(rows, ",")


def year(first: date, days: int = 365) -> Iterable[Sequence[object]]:
    """A year of five channels by half hours around the clock: 87,600 rows."""
    yield ("Datum", "Tid", "Kanal", "Antal")
    clocks = [f"{minute // 60:02}:{minute % 60:02}" for minute in range(0, 1440, 30)]
    for day in range(days):
        text = str(first + timedelta(day))
        for at, clock in enumerate(clocks):
            for number, channel in enumerate(("Telefon", "E-post", "Besök", "E-tjänst", "Annat")):
                yield (text, clock, channel, (day + 3 * at + number) % 30)
