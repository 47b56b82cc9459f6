"""A whole record written at once, in SQL: many rows a statement, past the units of everyday work."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from assistant.adapters.sql.citations import citation_kept
from assistant.adapters.sql.engine import migration_engine
from assistant.adapters.sql.tables import (
    audit,
    case_events,
    cases,
    contact_volumes,
    conversations,
    drafts,
    handoffs,
    levels,
    messages,
    returns,
    reviews,
    revisions,
    samples,
    staff,
    status_changes,
    surveys,
    switches,
    turns,
    utterances,
)
from assistant.adapters.sql.transaction import house_errors
from assistant.adapters.sql.turns import closing_values
from assistant.domain.case import Case, searched
from assistant.domain.conversation import DEMO_PREFIX, NewUtterance, Utterance
from assistant.domain.drafts import Draft
from assistant.domain.knowledge import Citation
from assistant.domain.message import Message
from assistant.domain.revision import Revision
from assistant.domain.staffing import StaffMember
from assistant.domain.turn import TurnRecord
from assistant.ports.bulk import Holding, Written

_ROWS = 5_000
"""Rows a statement: more saves little time and costs memory."""

Row = Mapping[str, object]


class SqlWholeRecord:
    """Implements `WholeRecord`; its engine lives as long as each call."""

    def __init__(self, database_url: str) -> None:
        self._url = database_url

    def holding(self) -> Holding:
        engine = migration_engine(self._url)
        try:
            with house_errors(), engine.connect() as connection:
                if connection.execute(select(conversations.c.id).limit(1)).first() is None:
                    return Holding.NOTHING
                real = select(conversations.c.id).where(conversations.c.id.not_like(f"{DEMO_PREFIX}%")).limit(1)
                return Holding.DEMO if connection.execute(real).first() is None else Holding.REAL
        finally:
            engine.dispose()

    def put(self, chunks: Iterable[Written]) -> None:
        engine = migration_engine(self._url)
        try:
            with house_errors(), engine.begin() as connection:
                for chunk in chunks:
                    _put(connection, chunk)
        finally:
            engine.dispose()


def _put(connection: Connection, chunk: Written) -> None:
    """In the order in which one row may refer to another."""
    rows: tuple[tuple[Table, Iterable[Row]], ...] = (
        (staff, map(_of_member, chunk.staff)),
        (conversations, map(_plain, chunk.conversations)),
        (utterances, map(_of_utterance, chunk.utterances)),
        (turns, map(_of_turn, chunk.turns)),
        (handoffs, map(_plain, chunk.handoffs)),
        (surveys, map(_plain, chunk.surveys)),
        (messages, map(_of_message, chunk.messages)),
        (drafts, map(_of_draft, chunk.drafts)),
        (samples, map(_plain, chunk.samples)),
        (reviews, map(_unnumbered, chunk.reviews)),
        (levels, map(_unnumbered, chunk.levels)),
        (switches, map(_unnumbered, chunk.switches)),
        (revisions, map(_of_revision, chunk.revisions)),
        (audit, map(_unnumbered, chunk.audit)),
        (cases, map(_of_case, chunk.cases)),
        (case_events, map(_plain, chunk.case_events)),
        (status_changes, map(_plain, chunk.status_changes)),
        (returns, map(_plain, chunk.returns)),
        (contact_volumes, map(_plain, chunk.volumes)),
    )
    for table, found in rows:
        for some in _batches(found):
            connection.execute(insert(table), some)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    waiting = iter(rows)
    while some := list(islice(waiting, _ROWS)):
        yield some


def _plain(one: Any) -> Row:
    """The fields as they are: cheaper than `asdict`, which copies what lies in them."""
    return {field.name: getattr(one, field.name) for field in fields(one)}


def _unnumbered(one: Any) -> Row:
    return {name: value for name, value in _plain(one).items() if name != "number"}


def _of_member(member: StaffMember) -> Row:
    own = {"areas": list(member.areas), "languages": list(member.languages)}
    return {**_plain(member), **own, "sign_in_key": member.sign_in_name.casefold()}


def _said(said: NewUtterance) -> dict[str, object]:
    return {
        "id": said.id,
        "speaker_name": said.speaker_name,
        "lang": said.lang,
        "text": said.text,
        "article": said.article,
        "citations": _cited(said.citations),
    }


def _cited(citations: Iterable[Citation]) -> list[Row]:
    return [citation_kept(citation) for citation in citations]


def _of_utterance(utterance: Utterance) -> Row:
    return {
        "conversation_id": utterance.conversation_id,
        "seq": utterance.seq,
        "at": utterance.at,
        "corrected_at": utterance.corrected_at,
        **_said(utterance.said),
        "speaker": utterance.said.speaker,
        "quick_replies": list(utterance.said.quick_replies),
        "quick_exit": utterance.said.quick_exit,
    }


def _of_turn(turn: TurnRecord) -> Row:
    named = {"conversation_id": turn.conversation_id, "seq": turn.seq, "opened_at": turn.opened_at}
    return {**named, **closing_values(turn)}


def _of_message(message: Message) -> Row:
    own = {name: value for name, value in _plain(message).items() if name != "said"}
    return {**own, **_said(message.said)}


def _of_draft(draft: Draft) -> Row:
    kept = {"citation": citation_kept(draft.citation), "next_questions": list(draft.next_questions)}
    return {**_plain(draft), **kept}


def _of_revision(revision: Revision) -> Row:
    own = {name: value for name, value in _unnumbered(revision).items() if name != "place"}
    return {**own, **asdict(revision.place)}


def _of_case(case: Case) -> Row:
    return {**_plain(case), "details": dict(case.details), "searched": searched(case.reference, case.details)}
