"""Headers that keep browsers safe, on every response (requirement F-09)."""

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' {styles}; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; manifest-src 'self'; "
    "frame-ancestors {ancestors}"
)


class SafeHeaders:
    """Adds a content security policy and its kin. `ancestors`: origins that may frame the pages; none by default."""

    def __init__(self, app: ASGIApp, ancestors: Sequence[str] = (), styles: str = "") -> None:
        self._app = app
        policy = _POLICY.format(ancestors=" ".join(ancestors) or "'none'", styles=styles).replace(" ;", ";")
        self._headers = {
            "content-security-policy": policy,
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on, the response's start with the headers added."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)
