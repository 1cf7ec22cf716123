"""A line between a browser and its server that loses, doubles, delays and cuts what it carries."""

import socket
import socketserver
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic, sleep
from typing import Any

from tests.support.faults import GOOD, Fault, Turn, Weather
from tests.support.messages import HEAD_END, closing, damaged, page_answer, path_of, read_message

PATIENCE = 30.0
RESET = struct.pack("ii", 1, 0)
"""Closed with this, a connection is torn down rather than ended."""


class Moment(StrEnum):
    """When in an exchange a line lets somebody else act."""

    ASKED = "asked"
    DONE = "done"
    ANSWERING = "answering"


@dataclass(frozen=True)
class Exchange:
    """What was asked, the how-manieth of its kind, and what the line did to it."""

    kind: str
    number: int
    path: str
    turn: Turn

    def __str__(self) -> str:
        return f"{self.kind} {self.number} {self.path}: {self.turn.fault.value}"


@dataclass
class _Late:
    request: bytes
    wait: int


Watcher = Callable[[Exchange, Moment], None]


class BadLine:
    """A line on a free port of this machine, in front of a server on another one.

    Good until it is given a weather; `cut` lets nothing through. Every exchange is noted, so that
    a failure can be told by the seed and by what happened.
    """

    def __init__(self, port: int, server_port: int) -> None:
        self.server_port = server_port
        self.address = f"http://127.0.0.1:{port}"
        self.cut = False
        self.weather: Weather | None = None
        self.watcher: Watcher | None = None
        self.exchanges: list[Exchange] = []
        self.arrived_late: list[str] = []
        self.errors: list[BaseException] = []
        self._counts: dict[str, int] = {}
        self._late: list[_Late] = []
        self._busy = 0
        self._lock = threading.Lock()
        self._listener = _Listener(("127.0.0.1", port), self)
        threading.Thread(target=self._listener.serve_forever, daemon=True).start()

    def change(self, weather: Weather | None) -> None:
        """Begin anew, in a good weather or a bad one."""
        with self._lock:
            self.weather = weather
            self.exchanges = []
            self.arrived_late = []
            self._counts = {}
            self._late = []

    def story(self) -> str:
        """Tell what the line did, exchange by exchange."""
        return "\n".join([str(self.weather), *map(str, self.exchanges)])

    def settle(self) -> None:
        """Let arrive what was held up, and wait until nothing is under way."""
        if self.errors:
            raise self.errors[0]
        deadline = monotonic() + PATIENCE
        while self._busy:
            assert monotonic() < deadline, self.story()
            sleep(0.002)
        with self._lock:
            late, self._late = self._late, []
        for one in late:
            self._bring(one)

    def close(self) -> None:
        """Carry nothing any more."""
        self._listener.shutdown()
        self._listener.server_close()

    def carry(self, browser: socket.socket) -> None:
        """Carry one exchange from a browser that has connected."""
        if self.cut:
            return
        request = read_message(browser)
        if request is None:
            return
        with self._lock:
            self._busy += 1
        try:
            self._exchange(browser, request)
            self._let_arrive()
        finally:
            with self._lock:
                self._busy -= 1

    def _exchange(self, browser: socket.socket, request: bytes) -> None:
        exchange = self._note(request)
        turn = exchange.turn
        self._watch(exchange, Moment.ASKED)
        sleep(turn.delay)
        before = _BEFORE.get(turn.fault)
        if before is not None:
            before(self, browser, request, turn)
            return
        answer = self._ask(request)
        if turn.fault is Fault.REQUEST_TWICE:
            answer = self._ask(request)
        elif turn.fault is Fault.REQUEST_AGAIN_LATER:
            self._hold(request, turn)
        self._watch(exchange, Moment.DONE)
        _give(browser, answer, turn, lambda: self._watch(exchange, Moment.ANSWERING))

    def _note(self, request: bytes) -> Exchange:
        kind = "read" if request.startswith((b"GET ", b"HEAD ")) else "sending"
        with self._lock:
            number = self._counts[kind] = self._counts.get(kind, 0) + 1
            turn = self.weather.turn(kind, number) if self.weather else GOOD
            exchange = Exchange(kind, number, path_of(request), turn)
            self.exchanges.append(exchange)
        return exchange

    def _watch(self, exchange: Exchange, moment: Moment) -> None:
        if self.watcher:
            self.watcher(exchange, moment)

    def _ask(self, request: bytes) -> bytes:
        """Give a request to the server on a connection of its own, and read the whole answer."""
        with suppress(OSError), socket.create_connection(self._server, PATIENCE) as server:
            server.sendall(closing(request))
            return b"".join(iter(lambda: server.recv(65536), b""))
        return b""

    @property
    def _server(self) -> tuple[str, int]:
        return ("127.0.0.1", self.server_port)

    def _hold(self, request: bytes, turn: Turn) -> None:
        with self._lock:
            self._late.append(_Late(request, turn.wait))

    def _let_arrive(self) -> None:
        with self._lock:
            for one in self._late:
                one.wait -= 1
            due = [one for one in self._late if one.wait < 0]
            self._late = [one for one in self._late if one.wait >= 0]
        for one in due:
            self._bring(one)

    def _bring(self, late: _Late) -> None:
        """Give the server what was held up."""
        self.arrived_late.append(path_of(late.request))
        self._ask(late.request)

    def _halve(self, browser: socket.socket, request: bytes, turn: Turn) -> None:
        del browser
        head, _, body = closing(request).partition(HEAD_END)
        part = head + HEAD_END + body[: int(len(body) * turn.share)] if body else head
        with suppress(OSError), socket.create_connection(self._server, PATIENCE) as server:
            server.sendall(part)

    def _twice_at_once(self, browser: socket.socket, request: bytes, turn: Turn) -> None:
        answers: list[bytes] = []
        other = threading.Thread(target=lambda: answers.append(self._ask(request)))
        other.start()
        answers.append(self._ask(request))
        other.join()
        _give(browser, answers[0], turn, lambda: None)

    def _late_only(self, browser: socket.socket, request: bytes, turn: Turn) -> None:
        del browser
        self._hold(request, turn)

    def _lose(self, browser: socket.socket, request: bytes, turn: Turn) -> None:
        del browser, request, turn

    def _say_nonsense(self, browser: socket.socket, request: bytes, turn: Turn) -> None:
        status = b"200 OK" if turn.fault is Fault.OTHER_PAGE else b"502 Bad Gateway"
        if turn.fault is Fault.ERROR_AFTERWARDS:
            self._ask(request)
        _send(browser, page_answer(status))


class _Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], line: BadLine) -> None:
        self.line = line
        super().__init__(address, _Carrier)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that was killed; keep what is wrong with the line itself."""
        error = sys.exception()
        if error and not isinstance(error, OSError):
            self.line.errors.append(error)


class _Carrier(socketserver.BaseRequestHandler):
    server: _Listener

    def handle(self) -> None:
        """Carry what the browser asks."""
        self.request.settimeout(PATIENCE)
        self.server.line.carry(self.request)


_BEFORE: dict[Fault, Callable[[BadLine, socket.socket, bytes, Turn], None]] = {
    Fault.REQUEST_LOST: BadLine._lose,
    Fault.REQUEST_HALVED: BadLine._halve,
    Fault.REQUEST_LATE: BadLine._late_only,
    Fault.REQUEST_TWICE_AT_ONCE: BadLine._twice_at_once,
    Fault.OTHER_PAGE: BadLine._say_nonsense,
    Fault.ERROR_UNASKED: BadLine._say_nonsense,
    Fault.ERROR_AFTERWARDS: BadLine._say_nonsense,
}


def _give(browser: socket.socket, answer: bytes, turn: Turn, half_way: Callable[[], None]) -> None:
    """Give an answer to the browser as the fault lets it through."""
    if turn.fault is Fault.ANSWER_RESET:
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        browser.close()
        return
    sent = damaged(answer, turn)
    middle = len(sent) // 2
    _send(browser, sent[:middle])
    half_way()
    _send(browser, sent[middle:])


def _send(browser: socket.socket, data: bytes) -> None:
    with suppress(OSError):
        browser.sendall(data)
