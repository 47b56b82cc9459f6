"""Every word of the console has its Swedish, and articles become plain words."""

import re
from pathlib import Path

import pytest

from assistant.domain.audit import Act
from assistant.domain.danger import DangerClass
from assistant.domain.delivery import AlertKind, ChannelName, Fault
from assistant.domain.earned import Standing
from assistant.domain.handoff import Disposition, HandoffReason
from assistant.domain.review import Judgement
from assistant.domain.routing import RoutingMode
from assistant.domain.staffing import Role, Status
from assistant.services.review_queue import Why
from assistant.wording.catalogue import read_wording
from assistant.wording.plain import to_plain
from handoff_console import alerts, names, pages, problems, staff
from handoff_console.audit_words import ACTS, DETAILS
from handoff_console.contact_words import CHANNELS, FAULTS, LENGTHS, ORDERS, QUESTIONS, ROLES
from handoff_console.desk import DONE
from handoff_console.review_words import JUDGEMENTS, STANDINGS, WHYS
from handoff_console.staffing_words import COURSES, METHODS

CONSOLE = Path(pages.__file__).parent
SAID = re.compile(r"""(?:\b_|\bwords|\bplural|\bngettext)\(\s*((?:"(?:[^"\\]|\\.)*"\s*,?\s*)+)""")
FIRST = re.compile(r"""(?:"(?:[^"\\]|\\.)*"\s*)+""")
"""The first argument, which may be written in pieces."""
TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')


def _message_ids() -> set[str]:
    found: set[str] = set()
    for file in [*CONSOLE.glob("*.py"), *CONSOLE.glob("*/*.py"), *(CONSOLE / "templates").rglob("*.html")]:
        for call in SAID.findall(file.read_text("utf-8")):
            found.add("".join(TEXT.findall(FIRST.findall(call)[0])))
    for table in (
        names.REASONS,
        names.DISPOSITIONS,
        names.EVERY_STATUS,
        names.MODES,
        names.ROLES,
        names.DANGERS,
        names.LANGUAGES,
        names.TEXTS_IN,
        DONE,
        ACTS,
        DETAILS,
        WHYS,
        CHANNELS,
        FAULTS,
        QUESTIONS,
        ROLES,
        ORDERS,
        LENGTHS,
        alerts.CHANNELS,
        alerts.KINDS,
        alerts.FAULTS,
    ):
        found.update(table.values())
    found |= {word for name in JUDGEMENTS.values() for word in name} | {name for name, _ in STANDINGS.values()}
    found |= {*METHODS.values(), *(told for told, _ in COURSES.values())}
    found |= {names.SHOWN, *names.NOTICES.values()}
    found.update(names.likelihood(confidence / 100) for confidence in range(101))
    faults = [value for value in vars(problems).values() if isinstance(value, problems.Problem)]
    found |= {*names.WHY_NOT, *staff.SAID.values()}
    return found | {fault.title for fault in faults} | {fault.advice for fault in faults}


def test_every_word_has_its_swedish() -> None:
    swedish = read_wording().of("sv")
    known = {*swedish.messages, *swedish.plurals}
    assert len(_message_ids()) > 100
    assert sorted(_message_ids() - known) == []


def test_everything_that_can_be_is_named() -> None:
    assert set(names.REASONS) == set(HandoffReason)
    assert set(names.DISPOSITIONS) == set(Disposition)
    assert set(names.DANGERS) == set(DangerClass)
    assert set(names.ROLES) == set(Role)
    assert set(names.EVERY_STATUS) == set(Status)
    assert set(names.MODES) == set(RoutingMode)
    assert set(ACTS) == set(Act)
    assert set(JUDGEMENTS) == set(Judgement)
    assert set(STANDINGS) == set(Standing)
    assert set(WHYS) == set(Why)
    assert set(alerts.CHANNELS) == set(ChannelName)
    assert set(alerts.KINDS) == set(AlertKind)
    assert set(alerts.FAULTS) == set(Fault)


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("Ring [013-20 60 00](tel:+4613206000).", "Ring 013-20 60 00."),
        ("Se [e-tjänsten](https://x.se/a).", "Se e-tjänsten: https://x.se/a."),
        ("Se [x.se/a](https://x.se/a/).", "Se x.se/a."),
        ("**Viktigt:** gör *så* här", "Viktigt: gör så här"),
        ("- ett\n- två", "- ett\n- två"),
        ("2 * 3 * 4 och snake_case_namn", "2 * 3 * 4 och snake_case_namn"),
        ("1\\. inte en lista", "1. inte en lista"),
    ],
)
def test_an_articles_marks_become_what_a_person_would_write(markdown: str, plain: str) -> None:
    assert to_plain(markdown) == plain
