"""A tiny supervised set, run as a program by test_supervision.py: real HTTP servers, under the real supervisor.

Usage: supervised.py FOLDER PORT_A PORT_B. Its parts write their process ids to FOLDER/NAME.pid.
"""

import asyncio
import signal
import sys
from pathlib import Path

from assistant.supervision import environment, probes
from assistant.supervision.grave import dug
from assistant.supervision.journal import Journal
from assistant.supervision.part import Part
from assistant.supervision.start_error import StartError
from assistant.supervision.supervisor import Supervisor

# An HTTP server with a child of its own that would outlive it: what a server with workers is.
SERVER = """
import http.server, os, pathlib, subprocess, sys
folder, name, port = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
worker = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
(folder / f"{name}.pid").write_text(f"{os.getpid()} {worker.pid}")
class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words): pass
print("serving", name, flush=True)
http.server.ThreadingHTTPServer(("127.0.0.1", port), Quiet).serve_forever()
"""
FAILS = "import sys; print('no such model'); sys.exit(3)"


def part(folder: Path, name: str, port: str, after: tuple[str, ...] = ()) -> Part:
    command = (sys.executable, "-c", SERVER, str(folder), name, port)
    return Part(name, command, probes.http(f"http://127.0.0.1:{port}/"), environment.inherited(), folder, after, 20)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def main(folder: Path, ports: list[str]) -> int:
    parts = [part(folder, "first", ports[0]), part(folder, "second", ports[1], ("first",))]
    if "fails" in ports:
        parts.append(Part("third", (sys.executable, "-c", FAILS), probes.ping("redis://127.0.0.1:1"), {}, folder))
    journal = Journal(say, folder / "log/kontakt.log", ("first",), colour=False)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    with dug() as grave:
        try:
            await Supervisor(parts, journal, grave).run(stop, lambda _: say("ALL READY"))
        except StartError as error:
            say(str(error))
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(Path(sys.argv[1]), sys.argv[2:])))
