"""Channels, columns and what can be wrong with their numbers, in words: message ids of the catalogue."""

from assistant.domain.contact import Channel
from assistant.domain.contact_fault import LARGEST_FILE_BYTES, MOST_CONTACTS, MOST_ROWS, Fault, FaultKind
from assistant.domain.sheet import Encoding
from assistant.domain.sheet_layout import Column, Question, Role
from assistant.domain.written_times import DayOrder
from assistant.wording.catalogue import Words
from handoff_console import local_words

CHANNELS = {
    Channel.PHONE: "Phone",
    Channel.EMAIL: "E-mail",
    Channel.VISIT: "Visit",
    Channel.E_SERVICE: "E-service",
    Channel.OTHER: "Other",
}

FAULTS = {
    FaultKind.DAY_UNREADABLE: "The day cannot be read: “{given}”. Write it as 2026-11-20.",
    FaultKind.DAY_AHEAD: "The day has not come yet: {given}. Only days up to today can be taken.",
    FaultKind.TIME_UNREADABLE: "The time cannot be read: “{given}”. Write it as 08:00 or 08:00-08:30.",
    FaultKind.OFF_GRID: "The interval must be a quarter, half hour, hour or day, and begin on one: {given}.",
    FaultKind.CHANNEL_UNKNOWN: "There is no channel “{given}”. Tell what it is under How the columns are read.",
    FaultKind.NOT_A_NUMBER: "The number of contacts shall be a whole number, such as 412. It is “{given}”.",
    FaultKind.OUT_OF_RANGE: "The number of contacts shall be from 0 to {most}. Is it a slip of the keys?",
    FaultKind.TWICE: "The same interval and channel stand twice ({given}). Keep one of the rows.",
    FaultKind.OVERLAP: "{given} lies over another interval of the same channel. Keep one of them.",
    FaultKind.IMPORTED: "This number comes from an import. To change it, import again or withdraw the import.",
    FaultKind.NO_ROWS: "There are no rows with numbers. Choose another file, or paste rows.",
    FaultKind.NOTHING_SENT: "Choose a file or paste rows.",
    FaultKind.OLD_WORKBOOK: "Old Excel files (.xls) and files with a password cannot be read. Save as .xlsx or CSV.",
    FaultKind.MACROS: "Files with macros (.xlsm) are not taken. Save as .xlsx or CSV.",
    FaultKind.TOO_LARGE: "The file is too large: at most {megabytes} MB. Divide it.",
    FaultKind.TOO_MANY_ROWS: "There may be at most {rows} rows at a time. Divide the file.",
    FaultKind.BROKEN: "The file cannot be read. Save it anew as .xlsx or CSV and try again.",
    FaultKind.MAPPING: "Tell first what the columns mean.",
}
LONGEST_GIVEN = 60

QUESTIONS = {
    Question.DAY: "Which column has the day?",
    Question.CONTACTS: "Which column has the number of contacts?",
    Question.CHANNEL: "Which channel are the contacts of? Choose one for the numbers, or the column that tells.",
    Question.ORDER: "Is the day or the month first? The file does not tell.",
    Question.MINUTES: "How long is each interval? The file does not tell.",
    Question.NAMES: "Which of our channels are the names in the file?",
    Question.COLUMN_TWICE: "Day, time and channel can be in one column each. Leave the others out.",
    Question.HEADER: "The row that names the columns cannot be found. Choose it below.",
}

ROLES = {
    str(Column(Role.NOTHING)): "Leave out",
    str(Column(Role.DAY)): "Day",
    str(Column(Role.TIME)): "Time of day",
    str(Column(Role.MOMENT)): "Day and time in one",
    str(Column(Role.CHANNEL)): "Channel",
    str(Column(Role.CONTACTS)): "Contacts, channel in its own column",
    str(Column(Role.CONTACTS, Channel.PHONE)): "Contacts by phone",
    str(Column(Role.CONTACTS, Channel.EMAIL)): "Contacts by e-mail",
    str(Column(Role.CONTACTS, Channel.VISIT)): "Contacts by visit",
    str(Column(Role.CONTACTS, Channel.E_SERVICE)): "Contacts by e-service",
    str(Column(Role.CONTACTS, Channel.OTHER)): "Contacts by other ways",
}

ORDERS = {
    "": "Year first, or as the file shows",
    str(DayOrder.DAY_FIRST): "Day first: 30.11.2026",
    str(DayOrder.MONTH_FIRST): "Month first: 11/30/2026",
}
DECIMALS = {
    "": "As the file shows",
    ",": "1 234 or 1.234: a comma before decimals",
    ".": "1,234: a point before decimals",
}
ENCODINGS = {
    "": "As the file shows",
    str(Encoding.UTF_8): "UTF-8, with or without a mark",
    str(Encoding.WINDOWS): "Windows-1252 (Western European)",
    str(Encoding.UTF_16): "UTF-16 (Unicode text from Excel)",
    str(Encoding.DOS): "DOS (code page 850)",
}
DELIMITER_NAMES = {
    "": "As the file shows",
    ";": "Semicolon ( ; )",
    "\t": "Tab",
    ",": "Comma ( , )",
    "|": "Vertical bar ( | )",
}
LENGTHS = {
    "": "As each row tells",
    "15": "A quarter",
    "30": "Half an hour",
    "60": "An hour",
    "1440": "A day",
}


def fault_words(fault: Fault, words: Words) -> str:
    """What is wrong and what to do."""
    return words(
        FAULTS[fault.kind],
        given=fault.given[:LONGEST_GIVEN],
        most=local_words.number(MOST_CONTACTS, words.lang),
        rows=local_words.number(MOST_ROWS, words.lang),
        megabytes=LARGEST_FILE_BYTES // 1_000_000,
    )
