"""Channels and what can be wrong with their numbers, in words: message ids of the catalogue."""

from assistant.domain.contact import Channel
from assistant.services.register_contacts import MOST_CONTACTS, MOST_ROWS, Fault, FaultKind
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
    FaultKind.DAY_UNREADABLE: "The day shall be written as year-month-day, such as 2026-11-20. It is “{given}”.",
    FaultKind.DAY_AHEAD: "The day has not come yet. Choose today or an earlier day.",
    FaultKind.CHANNEL_UNKNOWN: "There is no channel “{given}”. Write phone, email, visit, e_service or other.",
    FaultKind.NOT_A_NUMBER: "The number of contacts shall be a whole number, such as 412. It is “{given}”.",
    FaultKind.OUT_OF_RANGE: "The number of contacts shall be from 0 to {most}. Is it a slip of the keys?",
    FaultKind.TWICE: "The same day and channel stand twice ({given}). Keep one of the lines.",
    FaultKind.HEADER: "The first line shall be day,channel,contacts or dag,kanal,antal. Fetch the file below.",
    FaultKind.UNREADABLE: "The line cannot be read. Is a quotation mark missing?",
    FaultKind.TOO_MANY_ROWS: "There may be at most {rows} rows at a time. Divide the file.",
    FaultKind.NO_ROWS: "There are no rows. Choose a file, or paste rows below the first line.",
    FaultKind.NOTHING_SENT: "Choose a file or paste rows.",
    FaultKind.WORKBOOK: "The file is no CSV: save it as CSV in Excel.",
}
LONGEST_GIVEN = 60


def fault_words(fault: Fault, words: Words) -> str:
    """What is wrong and what to do."""
    return words(
        FAULTS[fault.kind],
        given=fault.given[:LONGEST_GIVEN],
        most=local_words.number(MOST_CONTACTS, words.lang),
        rows=local_words.number(MOST_ROWS, words.lang),
    )
