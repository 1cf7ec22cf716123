"""How a phone knows whose pages and entries it holds, without knowing who that is."""

import hashlib
import hmac

from flask import Flask, Response, current_app

from school.offline.kept import kept_at_once, kept_under
from school.offline.program import program_mark
from school.offline.rules import LARGEST_FILE
from school.web.context import current_principal

ACCOUNT_HEADER = "X-Account"
KEEP_HEADER = "X-Keep"


def account_key() -> str:
    """Give the name under which a phone keeps what is the reader's; empty for nobody.

    It is the same at every sign-in and of no use to anybody else: neither the account nor its
    number can be told from it.
    """
    account_id = current_principal().account_id
    if account_id is None:
        return ""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"phone of {account_id}".encode(), hashlib.sha256).hexdigest()[:20]


def install(app: Flask) -> None:
    """Tell phones whose each page is and whether to keep it."""
    app.after_request(_tell)
    app.context_processor(_said_on_pages)
    app.jinja_env.globals["largest_file"] = LARGEST_FILE


def _said_on_pages() -> dict[str, object]:
    kept = kept_at_once(current_principal())
    return {"account_key": account_key(), "page_is_kept": kept, "program_mark": program_mark}


def _tell(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.headers[ACCOUNT_HEADER] = account_key()
        kept = kept_under(current_principal())
        if kept and response.status_code == 200:
            response.headers[KEEP_HEADER] = kept
    return response
