"""Messages between a browser and its server: read whole, changed, cut."""

import socket
from contextlib import suppress

from tests.support.faults import Fault, Turn

HEAD_END = b"\r\n\r\n"
PAGE = b"<!doctype html><title>Portail</title><form>Connectez-vous au Wi-Fi</form>"


def read_message(connection: socket.socket) -> bytes | None:
    """Read a request whole: its head, and as much body as it says; nothing if it is not whole."""
    data = b""
    with suppress(OSError):
        while HEAD_END not in data:
            part = connection.recv(65536)
            if not part:
                return None
            data += part
        head, _, body = data.partition(HEAD_END)
        parts, length = [body], length_of(head)
        missing = length - len(body)
        while missing > 0:
            part = connection.recv(65536)
            if not part:
                return None
            parts.append(part)
            missing -= len(part)
        return head + HEAD_END + b"".join(parts)
    return None


def length_of(head: bytes) -> int:
    """Read the length of the body that a head announces."""
    for row in head.split(b"\r\n")[1:]:
        name, _, value = row.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0


def path_of(request: bytes) -> str:
    """Read which address is asked, up to the first thing that it asks of it."""
    return request.split(b" ", 2)[1].partition(b"&")[0].decode("latin-1")


def page_answer(status: bytes) -> bytes:
    """Write the answer of somebody else, such as the portal of a wireless network."""
    head = b"HTTP/1.1 %s\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close"
    return head % (status, len(PAGE)) + HEAD_END + PAGE


def closing(message: bytes) -> bytes:
    """Ask that a connection serve one exchange only."""
    return with_header(message, b"Connection", b"close")


def with_header(message: bytes, name: bytes, value: bytes) -> bytes:
    """Put a header into a message, in place of those of that name."""
    head, end, body = message.partition(HEAD_END)
    first, *rows = head.split(b"\r\n")
    kept = [row for row in rows if row.partition(b":")[0].strip().lower() != name.lower()]
    return b"\r\n".join([first, *kept, name + b": " + value]) + end + body


def damaged(answer: bytes, turn: Turn) -> bytes:
    """Cut an answer as the fault of a turn does."""
    head, end, body = answer.partition(HEAD_END)
    if turn.fault is Fault.ANSWER_LOST:
        return b""
    if turn.fault is Fault.HEAD_CUT:
        return head[: int(len(head) * turn.share)]
    half = body[: int(len(body) * turn.share)]
    if turn.fault is Fault.BODY_CUT:
        return head + end + half
    if turn.fault is Fault.BODY_HALVED:
        return with_header(head + end + half, b"Content-Length", b"%d" % len(half))
    return answer
