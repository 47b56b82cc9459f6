"""Whether a port can be had, and which process has it."""

import contextlib
import errno
import re
import socket
from collections.abc import Iterator
from pathlib import Path

_LISTENING = "0A"  # the kernel's TCP_LISTEN, as /proc/net/tcp writes it


def refusal(host: str, port: int) -> str | None:
    """Why this address cannot be listened on; None when it can."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            probe.listen(1)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            return f"cannot be listened on at {host} ({error.strerror})"
        process = holder(port)
        return f"is already in use by {process}" if process else "is already in use"
    return None


def holder(port: int) -> str | None:
    """The listening process, as "name (process 123)"; None where the system does not tell (Linux only)."""
    wanted = {f"socket:[{inode}]" for inode in _inodes(port)}
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        with contextlib.suppress(OSError):
            if str(link.readlink()) in wanted:
                process = link.parent.parent
                return f"{(process / 'comm').read_text().strip()} (process {process.name})"
    return None


def _inodes(port: int) -> Iterator[str]:
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with contextlib.suppress(OSError):
            for line in Path(table).read_text().splitlines()[1:]:
                fields = re.split(r"\s+", line.strip())
                if fields[3] == _LISTENING and int(fields[1].rsplit(":", 1)[1], 16) == port:
                    yield fields[9]
