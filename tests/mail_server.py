"""A real SMTP server, as small as one can be: it takes mail over a socket, keeps it, or says no as it is told to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class MailServer:
    """`replies`: what a command (MAIL, RCPT, AUTH ...) is answered with in place of what it should be."""

    port: int = 0
    mails: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    replies: dict[str, str] = field(default_factory=dict)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._say(writer, "220 post.example.se ESMTP")
        while line := (await reader.readline()).decode().strip():
            self.commands.append(line)
            word = line.split()[0].upper()
            if word in self.replies and not self.replies[word]:
                break  # it hangs up
            self._say(writer, self.replies.get(word) or _usual(word))
            if word == "DATA" and word not in self.replies:
                self.mails.append((await reader.readuntil(b"\r\n.\r\n")).decode())
                self._say(writer, "250 2.0.0 Ok: queued")
            if word == "QUIT":
                break
        writer.close()

    def _say(self, writer: asyncio.StreamWriter, words: str) -> None:
        writer.write(f"{words}\r\n".encode())


def _usual(word: str) -> str:
    return {
        "EHLO": "250-post.example.se\r\n250-AUTH PLAIN\r\n250 8BITMIME",
        "AUTH": "235 2.7.0 Authentication successful",
        "DATA": "354 End data with <CR><LF>.<CR><LF>",
        "QUIT": "221 2.0.0 Bye",
    }.get(word, "250 2.1.0 Ok")


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    """One that listens on loopback."""
    server = MailServer()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield server
