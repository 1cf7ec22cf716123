"""Private files: to be kept by their reader, or shown again only to who may still see them."""

from collections.abc import Callable
from hashlib import sha256
from typing import IO

from flask import Response, request, send_file


def download(content: IO[bytes], kind: str, name: str) -> Response:
    """Give a file under a name to be kept by its reader; no browser or line keeps a copy."""
    answer = send_file(content, kind, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def shown_again(read: Callable[[], bytes], kind: str, digest: str) -> Response:
    """Give a file that a page shows; a browser asks each time whether its copy still serves.

    Whoever may not see the file has been refused before, so that nobody sees the copy of somebody
    else on the same telephone. The bytes, whose digest names the copy, are read only where they
    have to be sent.
    """
    # An import may hold any digest, and a header not any letter.
    tag = sha256(digest.encode()).hexdigest()
    answer = Response(mimetype=kind)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Disposition"] = "inline"
    answer.set_etag(tag)
    if request.if_none_match.contains(tag):
        answer.status_code = 304
    else:
        answer.set_data(read())
    return answer
