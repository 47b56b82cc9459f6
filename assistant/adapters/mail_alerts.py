"""Alerts by e-mail, over the municipality's own mail server."""

import asyncio
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum

from assistant.domain.delivery import ChannelName, DeliveryFailedError, Fault
from assistant.ports.alerts import Alert

PATIENCE_SECONDS = 10.0
"""For each answer of the server. A dialogue has a handful of them; a healthy server needs less than a second in all."""


class Security(StrEnum):
    """How the way to the server is kept from others' eyes. `NONE`: for a server on the same machine or network only."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in. Without `user` nobody signs in there."""

    host: str
    port: int
    security: Security
    user: str | None = None
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class MailAlerts:
    """Implements `AlertChannel`, with smtplib in a thread: it blocks, and alerts are few."""

    server: MailServer
    sender: str
    recipients: Sequence[str]

    @property
    def name(self) -> ChannelName:
        return ChannelName.EMAIL

    @property
    def leads_to(self) -> str:
        return f"{', '.join(self.recipients)} ({self.server.host}:{self.server.port})"

    async def send(self, alert: Alert) -> str:
        return await asyncio.to_thread(self._send, self._message(alert))

    def _message(self, alert: Alert) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"] = self.sender, ", ".join(self.recipients)
        message["Subject"] = alert.title
        message["Date"] = format_datetime(alert.at)
        # The same at every attempt, so that a mail that went although its answer was lost is shown once.
        domain = self.sender.rpartition("@")[2].rstrip(">")
        message["Message-ID"] = f"<{alert.name.replace(':', '.')}.{alert.at:%Y%m%d%H%M%S}@{domain}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no replies of absence, please
        message.set_content(alert.text, cte="quoted-printable")  # any server takes it
        return message

    def _send(self, message: EmailMessage) -> str:
        with _own_errors(), self._connected() as server:
            if self.server.security is Security.STARTTLS:
                server.starttls(context=ssl.create_default_context())
            if self.server.user:
                server.login(self.server.user, self.server.password)
            refused = server.send_message(message)
        return "; ".join(f"{address}: {_said(*answer)}" for address, answer in refused.items())

    def _connected(self) -> smtplib.SMTP:
        where = (self.server.host, self.server.port)
        if self.server.security is Security.TLS:
            return smtplib.SMTP_SSL(*where, timeout=PATIENCE_SECONDS, context=ssl.create_default_context())
        return smtplib.SMTP(*where, timeout=PATIENCE_SECONDS)


@contextmanager
def _own_errors() -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        raise DeliveryFailedError(Fault.NOT_LET_IN, _said(error.smtp_code, error.smtp_error)) from error
    except smtplib.SMTPRecipientsRefused as error:
        said = "; ".join(f"{address}: {_said(*answer)}" for address, answer in error.recipients.items())
        raise DeliveryFailedError(Fault.REFUSED, said) from error
    except smtplib.SMTPResponseException as error:
        raise DeliveryFailedError(Fault.REFUSED, _said(error.smtp_code, error.smtp_error)) from error
    except TimeoutError as error:
        raise DeliveryFailedError(Fault.TIMED_OUT, str(error)) from error
    except smtplib.SMTPServerDisconnected as error:
        # smtplib tells of a server that falls silent after the greeting in the same words as of one that hangs up.
        raise DeliveryFailedError(Fault.CUT_OFF, str(error)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryFailedError(Fault.UNREACHABLE, str(error)) from error


def _said(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"
