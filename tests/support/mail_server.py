"""A mail server of a few lines, on a free port of this machine, that keeps what it is sent."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Thread


@dataclass
class Mailbox:
    """What arrived, in order, and whom the server refuses."""

    port: int
    letters: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    busy: set[str] = field(default_factory=set)
    hang_up_after: int | None = None


class _Conversation(socketserver.StreamRequestHandler):
    mailbox: Mailbox

    def handle(self) -> None:
        self._say("220 tests")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == "QUIT":
                self._say("221 bye")
                return
            if verb == "DATA":
                self._take()
            elif verb == "RCPT" and any(name in line for name in self.mailbox.refused):
                self._say("550 nobody of that name")
            elif verb == "RCPT" and any(name in line for name in self.mailbox.busy):
                self._say("452 too full")
            elif verb == "MAIL" and self.mailbox.hang_up_after == len(self.mailbox.letters):
                return
            else:
                self._say("250 well")

    def _take(self) -> None:
        self._say("354 go on")
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        letter = message_from_bytes(b"".join(lines), policy=default)
        self.mailbox.letters.append(letter)
        self._say("250 taken")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """Run the server during a block."""

    class Conversation(_Conversation):
        """The conversations of this one server."""

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        Conversation.mailbox = mailbox = Mailbox(server.server_address[1])
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield mailbox
        finally:
            server.shutdown()
            thread.join()
