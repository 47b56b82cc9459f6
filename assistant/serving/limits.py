"""No request's body is read further than any of ours can be (requirement F-12)."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LIMIT_BYTES = 65_536
"""64 KiB: the longest utterance, 4,000 characters, is at most 24,000 bytes of JSON."""


class BodyTooLargeError(Exception):
    """More came than was announced or allowed."""


class BodyLimit:
    """Answers 413 to bodies over `limit_bytes`, whether announced or found while reading."""

    def __init__(self, app: ASGIApp, limit_bytes: int = LIMIT_BYTES) -> None:
        self._app = app
        self._limit = limit_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes requests of fair size on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > self._limit:
            await _refuse(scope, receive, send)
            return
        read = 0

        async def receive_counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._limit:
                raise BodyTooLargeError
            return message

        try:
            await self._app(scope, receive_counted, send)
        except BodyTooLargeError:
            await _refuse(scope, receive, send)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("The request is too large.", status_code=413)(scope, receive, send)
