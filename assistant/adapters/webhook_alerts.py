"""Alerts as signed posts to another system: a chat, an on-call service, the municipality's own integration."""

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

import httpx

from assistant.domain.delivery import ChannelName, DeliveryFailedError, Fault
from assistant.ports.alerts import Alert

PATIENCE_SECONDS = 10.0
SIGNATURE = "Kontakt-Signature"
"""`t=<seconds since 1970>,v1=<hex>`: HMAC-SHA256 over `<t>.<body>`, keyed with the secret. The time is signed too, so
that a post overheard cannot be sent again later. Source of the scheme: docs.stripe.com/webhooks, "Verify manually".
"""
NAME = "Kontakt-Alert"
"""What the alert is called, the same at every attempt: a repetition can be told by it."""
FINE = range(200, 300)


def open_webhook_client() -> httpx.AsyncClient:
    """A client that follows nowhere: a post that is sent on may become something else, and end elsewhere."""
    return httpx.AsyncClient(timeout=PATIENCE_SECONDS, follow_redirects=False)


@dataclass(frozen=True, slots=True)
class WebhookAlerts:
    """Implements `AlertChannel`. `secret` None: posts are not signed. `now`: tells the time of signing."""

    client: httpx.AsyncClient
    url: str = field(repr=False)
    secret: bytes | None = field(repr=False)
    now: Callable[[], datetime]

    @property
    def name(self) -> ChannelName:
        return ChannelName.WEBHOOK

    @property
    def leads_to(self) -> str:
        """Scheme and host alone: the rest of such an address is often the secret itself."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.hostname}"

    async def send(self, alert: Alert) -> str:
        body = _body(alert)
        headers = {"Content-Type": "application/json; charset=utf-8", NAME: alert.name}
        if self.secret is not None:
            headers[SIGNATURE] = signature(self.secret, body, self.now())
        try:
            response = await self.client.post(self.url, content=body, headers=headers)
        except httpx.TimeoutException as error:
            raise DeliveryFailedError(Fault.TIMED_OUT, type(error).__name__) from error
        except httpx.RemoteProtocolError as error:
            raise DeliveryFailedError(Fault.CUT_OFF, str(error)) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise DeliveryFailedError(Fault.UNREACHABLE, str(error)) from error
        if response.status_code in {401, 403}:
            raise DeliveryFailedError(Fault.NOT_LET_IN, _said(response))
        if response.status_code not in FINE:
            raise DeliveryFailedError(Fault.REFUSED, _said(response))
        return ""


def signature(secret: bytes, body: bytes, at: datetime) -> str:
    """The header that proves where a body comes from and when it was signed."""
    seconds = int(at.timestamp())
    digest = hmac.new(secret, f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={digest}"


def _body(alert: Alert) -> bytes:
    told = {
        "name": alert.name,
        "at": alert.at.isoformat(),
        "title": alert.title,
        # The field that Slack, Mattermost and Teams' simple hooks show as the message.
        "text": f"{alert.title}\n{alert.text}",
        "facts": dict(alert.facts),
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _said(response: httpx.Response) -> str:
    return f"{response.status_code} {response.reason_phrase}"
