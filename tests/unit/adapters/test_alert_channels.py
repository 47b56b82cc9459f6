"""Alerts over real sockets: a mail server that takes them or says no, and a web server that does."""

import asyncio
import email
import email.policy
import hashlib
import hmac
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from assistant.adapters.mail_alerts import MailAlerts, MailServer, Security
from assistant.adapters.webhook_alerts import NAME, SIGNATURE, WebhookAlerts, open_webhook_client
from assistant.domain.delivery import DeliveryFailedError, Fault
from assistant.ports.alerts import Alert
from tests.mail_server import mail_server

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECRET = b"en hemlighet som bara vi tva vet om"
ALERT = Alert("warning:7", "Dagens servicenivå kan hamna under målet", "Just nu: 6 väntar.", NOW, {"part": 45})


def mail_to(port: int, *recipients: str) -> MailAlerts:
    server = MailServer("127.0.0.1", port, Security.NONE)
    return MailAlerts(server, "kontakt@linkoping.example", recipients or ("chef@linkoping.example",))


async def test_a_mail_arrives_with_its_words_and_the_same_name_at_every_attempt() -> None:
    async with mail_server() as server:
        for _ in range(2):
            assert await mail_to(server.port).send(ALERT) == ""
    first, second = (_read(mail) for mail in server.mails)
    assert first["Subject"] == ALERT.title
    assert first["To"] == "chef@linkoping.example"
    assert first["Auto-Submitted"] == "auto-generated"
    assert ALERT.text in first.get_content()
    assert first["Message-ID"] == second["Message-ID"] == "<warning.7.20261123090000@linkoping.example>"


def _read(mail: str) -> EmailMessage:
    message = email.message_from_string(mail, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


async def test_it_signs_in_where_it_has_a_name_there() -> None:
    async with mail_server() as server:
        to = mail_to(server.port)
        await replace(to, server=replace(to.server, user="kontakt", password="hemligt")).send(ALERT)
    assert any(command.startswith("AUTH PLAIN") for command in server.commands)
    assert "hemligt" not in repr(replace(to.server, password="hemligt"))


@pytest.mark.parametrize(
    ("command", "reply", "fault", "detail"),
    [
        ("RCPT", "550 5.1.1 okand mottagare", Fault.REFUSED, "550 5.1.1 okand mottagare"),
        ("MAIL", "451 4.3.0 forsok senare", Fault.REFUSED, "451 4.3.0 forsok senare"),
        ("DATA", "554 5.7.1 skrap", Fault.REFUSED, "554 5.7.1 skrap"),
        ("MAIL", "", Fault.CUT_OFF, "closed"),
    ],
)
async def test_what_the_mail_server_answers_is_told(command: str, reply: str, fault: Fault, detail: str) -> None:
    async with mail_server() as server:
        server.replies[command] = reply
        with pytest.raises(DeliveryFailedError) as failed:
            await mail_to(server.port).send(ALERT)
    assert failed.value.fault is fault
    assert detail in failed.value.detail


async def test_a_wrong_password_and_a_server_without_encryption_are_told_apart() -> None:
    async with mail_server() as server:
        server.replies["AUTH"] = "535 5.7.8 fel losenord"
        to = mail_to(server.port)
        with pytest.raises(DeliveryFailedError) as failed:
            await replace(to, server=replace(to.server, user="kontakt", password="x")).send(ALERT)
        assert failed.value.fault is Fault.NOT_LET_IN
        with pytest.raises(DeliveryFailedError) as failed:
            await replace(to, server=replace(to.server, security=Security.STARTTLS)).send(ALERT)
    assert "STARTTLS" in failed.value.detail
    assert server.mails == []


async def test_nobody_listening_is_told() -> None:
    with pytest.raises(DeliveryFailedError) as failed:
        await mail_to(_closed_port()).send(ALERT)
    assert failed.value.fault is Fault.UNREACHABLE


def _closed_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


@dataclass
class Hook:
    """A web server that keeps what is posted and answers with one status."""

    url: str = ""
    answer: str = "204 No Content"
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().splitlines()[1:-1]
        self.headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in head)}
        self.body = await reader.readexactly(int(self.headers["content-length"]))
        if self.answer:
            writer.write(f"HTTP/1.1 {self.answer}\r\nContent-Length: 0\r\nLocation: /elsewhere\r\n\r\n".encode())
        writer.close()


@asynccontextmanager
async def hook_with(secret: bytes | None = SECRET) -> AsyncIterator[tuple[Hook, WebhookAlerts]]:
    hook = Hook()
    listening = await asyncio.start_server(hook.serve, "127.0.0.1", 0)
    hook.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/hemlig/adress"
    async with listening, open_webhook_client() as client:
        yield hook, WebhookAlerts(client, hook.url, secret, lambda: NOW)


async def test_a_post_arrives_and_its_signature_can_be_checked_by_whoever_has_the_secret() -> None:
    async with hook_with() as (hook, alerts):
        await alerts.send(ALERT)
    told = json.loads(hook.body)
    assert (told["name"], told["title"], told["facts"]) == ("warning:7", ALERT.title, {"part": 45})
    assert ALERT.text in told["text"]
    assert hook.headers[NAME.lower()] == "warning:7"
    signed = dict(part.split("=") for part in hook.headers[SIGNATURE.lower()].split(","))
    assert signed["t"] == str(int(NOW.timestamp()))
    assert signed["v1"] == hmac.new(SECRET, f"{signed['t']}.".encode() + hook.body, hashlib.sha256).hexdigest()


async def test_without_a_secret_nothing_is_signed_and_nothing_secret_is_shown() -> None:
    async with hook_with(None) as (hook, alerts):
        await alerts.send(ALERT)
    assert SIGNATURE.lower() not in hook.headers
    assert alerts.leads_to == "http://127.0.0.1"
    assert "hemlig" not in repr(alerts)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("500 Internal Server Error", Fault.REFUSED),
        ("302 Found", Fault.REFUSED),
        ("401 Unauthorized", Fault.NOT_LET_IN),
        ("", Fault.CUT_OFF),
    ],
    ids=["a fault", "sent elsewhere", "not let in", "hung up"],
)
async def test_what_the_other_side_answers_is_told(answer: str, fault: Fault) -> None:
    async with hook_with() as (hook, alerts):
        hook.answer = answer
        with pytest.raises(DeliveryFailedError) as failed:
            await alerts.send(ALERT)
    assert failed.value.fault is fault
    assert answer in failed.value.detail


async def test_an_address_where_nobody_listens_is_told() -> None:
    async with open_webhook_client() as client:
        alerts = WebhookAlerts(client, f"http://127.0.0.1:{_closed_port()}/", None, lambda: NOW)
        with pytest.raises(DeliveryFailedError) as failed:
            await alerts.send(ALERT)
    assert failed.value.fault is Fault.UNREACHABLE
