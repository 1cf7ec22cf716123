"""How a phone knows whose pages and entries it holds, without knowing who that is."""

import hashlib
import hmac

from flask import Flask, Response, current_app, request

from school.web.context import current_principal

ACCOUNT_HEADER = "X-Account"
KEEP_HEADER = "X-Keep"

KEPT_PAGES = frozenset(
    {
        "curriculum.index",
        "curriculum.path",
        "curriculum.module",
        "curriculum.task",
        "learning.lesson",
        "learning.glossary",
        "quizzes.home",
        "quizzes.attempt",
        "quizzes.practice",
        "cohorts.attendance",
        "offline.index",
    }
)
"""Pages that a phone keeps once they were read. No other page about persons is kept."""


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


def is_kept() -> bool:
    """Tell whether the phone keeps the page that is asked for."""
    if request.method != "GET" or request.endpoint not in KEPT_PAGES:
        return False
    # A search is of its moment; the half-day of a roll call stands in the address.
    return not request.args or request.endpoint == "cohorts.attendance"


def install(app: Flask) -> None:
    """Tell phones whose each page is and whether to keep it."""
    app.after_request(_tell)
    app.context_processor(lambda: {"account_key": account_key(), "page_is_kept": is_kept()})


def _tell(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.headers[ACCOUNT_HEADER] = account_key()
        if is_kept() and response.status_code == 200:
            response.headers[KEEP_HEADER] = "page"
    return response
