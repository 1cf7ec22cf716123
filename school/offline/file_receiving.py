"""A piece of a file as a phone sends it: read with bounds, put where it belongs."""

from flask import request
from sqlalchemy.orm import Session
from werkzeug.exceptions import RequestEntityTooLarge

from school.access.principal import Principal
from school.core.errors import NotFound
from school.offline.file_operations import NOT_THERE, add_piece
from school.offline.rules import LARGEST_FILE, SentFile, Unreadable, read_sha256, read_uuid

BYTES = "application/octet-stream"
"""How a piece says what it is: no form of another site can say so."""

LARGEST_PIECE = 256 * 1024
MOST_FIGURES = 10


def receive_piece(session: Session, principal: Principal, uuid: str) -> int:
    """Put the piece that was sent where it goes on, and tell how many bytes of the file are here.

    `start`, `size` and, where it is known, `sha256` come in the address. Raises `Unreadable` when
    one of them is not what it says, and what `add_piece` raises.
    """
    try:
        number = read_uuid(uuid)
    except Unreadable as error:
        raise NotFound(NOT_THERE) from error
    size = _whole_number("size")
    # The length is what the sender says, or nothing where the body comes in pieces.
    if size > LARGEST_FILE or (request.content_length or 0) > LARGEST_PIECE:
        raise RequestEntityTooLarge
    if len(content := request.get_data()) > LARGEST_PIECE:
        raise RequestEntityTooLarge
    file = SentFile("", number, "", size, "", read_sha256(request.args.get("sha256")))
    return add_piece(session, principal.account_id or 0, file, _whole_number("start"), content)


def _whole_number(name: str) -> int:
    text = request.args.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_FIGURES):
        raise Unreadable(name)
    return int(text)
