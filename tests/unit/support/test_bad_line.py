"""The bad line itself: a line that did no harm would prove nothing of what it carries."""

import http.client
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic

import pytest

from tests.support.bad_line import BadLine, Exchange, Moment
from tests.support.faults import GOOD, HARMS, LONGEST_DELAY, UNASKED, Fault, Turn, Weather
from tests.support.postgres import free_port

SEEDS = range(200)
BODY = b'{"account": "one", "results": [1, 2, 3]}'
SENT = b"x" * 400


class Echo(ThreadingHTTPServer):
    """A server that notes every request that reaches it whole."""

    daemon_threads = True

    def __init__(self) -> None:
        self.arrived: list[bytes] = []
        super().__init__(("127.0.0.1", 0), _Answer)


class _Answer(BaseHTTPRequestHandler):
    server: Echo

    def do_POST(self) -> None:
        """Note what is sent, if it is whole."""
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        if len(body) < length:
            return
        self.server.arrived.append(body)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Steady(Weather):
    """A weather in which the same happens to every exchange."""

    always: Turn = GOOD

    def turn(self, kind: str, number: int) -> Turn:
        """Give the one turn."""
        return self.always


def steady(fault: Fault, delay: float = 0.0) -> Steady:
    return Steady(0, always=Turn(fault, delay=delay, share=0.5, wait=1))


@pytest.fixture
def echo() -> Iterator[Echo]:
    server = Echo()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def line(echo: Echo) -> Iterator[BadLine]:
    found = BadLine(free_port(), echo.server_address[1])
    yield found
    found.close()


def post(line: BadLine, body: bytes = SENT) -> tuple[int, bytes] | None:
    """Send something; give the status and the body, or nothing if they did not come whole."""
    connection = http.client.HTTPConnection(line.address.removeprefix("http://"), timeout=10)
    try:
        connection.request("POST", "/offline/outbox", body)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


WHOLE = (200, BODY)


@pytest.mark.parametrize(
    ("fault", "arrivals", "seen"),
    [
        (Fault.NONE, 1, WHOLE),
        (Fault.REQUEST_LOST, 0, None),
        (Fault.REQUEST_HALVED, 0, None),
        (Fault.REQUEST_LATE, 1, None),
        (Fault.REQUEST_TWICE, 2, WHOLE),
        (Fault.REQUEST_TWICE_AT_ONCE, 2, WHOLE),
        (Fault.REQUEST_AGAIN_LATER, 2, WHOLE),
        (Fault.ANSWER_LOST, 1, None),
        (Fault.ANSWER_RESET, 1, None),
        (Fault.HEAD_CUT, 1, (200, b"")),
        (Fault.BODY_CUT, 1, None),
        (Fault.BODY_HALVED, 1, (200, BODY[: len(BODY) // 2])),
    ],
)
def test_each_fault_does_its_harm(
    line: BadLine, echo: Echo, fault: Fault, arrivals: int, seen: object
) -> None:
    line.change(steady(fault))
    assert post(line) == seen
    line.settle()
    assert echo.arrived == [SENT] * arrivals


@pytest.mark.parametrize(
    ("fault", "status", "arrivals"),
    [(Fault.OTHER_PAGE, 200, 0), (Fault.ERROR_UNASKED, 502, 0), (Fault.ERROR_AFTERWARDS, 502, 1)],
)
def test_somebody_else_answers(
    line: BadLine, echo: Echo, fault: Fault, status: int, arrivals: int
) -> None:
    line.change(steady(fault))
    answer = post(line)
    assert answer is not None
    assert answer[0] == status
    assert b"Wi-Fi" in answer[1]
    assert len(echo.arrived) == arrivals


def test_what_is_held_up_is_overtaken(line: BadLine, echo: Echo) -> None:
    line.change(steady(Fault.REQUEST_LATE))
    assert post(line, b"first") is None
    line.weather = steady(Fault.NONE)
    assert post(line, b"second") == WHOLE
    line.settle()
    assert echo.arrived == [b"second", b"first"]


def test_a_line_that_is_cut_carries_nothing(line: BadLine, echo: Echo) -> None:
    line.cut = True
    assert post(line) is None
    line.cut = False
    assert post(line) == WHOLE
    assert echo.arrived == [SENT]


def test_somebody_may_act_at_each_moment(line: BadLine) -> None:
    seen: list[tuple[int, Moment]] = []

    def watch(exchange: Exchange, moment: Moment) -> None:
        seen.append((exchange.number, moment))

    line.watcher = watch
    assert post(line) == WHOLE
    assert seen == [(1, Moment.ASKED), (1, Moment.DONE), (1, Moment.ANSWERING)]


def test_a_seed_says_what_happens() -> None:
    for seed in (0, 7, 199):
        first = [Weather(seed).turn("sending", number) for number in range(50)]
        again = [Weather(seed).turn("sending", number) for number in reversed(range(50))]
        assert first == again[::-1]
    assert Weather(1).turn("sending", 1) != Weather(2).turn("sending", 1)


def test_every_harm_is_done_over_the_seeds() -> None:
    turns = [Weather(seed).turn("sending", number) for seed in SEEDS for number in range(10)]
    faults = Counter(turn.fault for turn in turns)
    assert set(faults) == set(Fault)
    assert 0.4 < faults[Fault.NONE] / len(turns) < 0.6
    assert min(faults[one] for one in HARMS) > 30
    assert max(turn.delay for turn in turns) <= LONGEST_DELAY
    assert any(turn.delay for turn in turns)


def test_no_seed_is_without_harm() -> None:
    for seed in SEEDS:
        faults = {Weather(seed).turn("sending", number).fault for number in range(1, 21)}
        assert faults & set(HARMS), seed
        assert faults - UNASKED, seed


def test_a_delay_is_felt(line: BadLine) -> None:
    line.change(steady(Fault.NONE, delay=0.2))
    started = monotonic()
    assert post(line) == WHOLE
    assert monotonic() - started >= 0.2
