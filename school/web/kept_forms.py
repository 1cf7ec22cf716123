"""What somebody sent after their session had ended: shown again, to be sent once more."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

SECRET = "password"  # noqa: S105


def may_be_kept() -> bool:
    """Tell whether the request carries something typed that a page may hold.

    The check against other sites has passed by then, so it was typed on a page of ours; words
    that must not be shown, such as passwords, are not kept.
    """
    names = [name for name in request.form if name != "csrf_token"]
    return bool(names) and not any(SECRET in name for name in names)


def kept_page() -> ResponseReturnValue:
    """Give the page that holds what was sent, until the person has signed in again.

    The token and the number of the form are those of the first sending: signing in leaves the
    token as it is, and the number keeps the form from counting twice. Files are not held.
    """
    fields = list(request.form.items(multi=True))
    address = request.full_path.rstrip("?")
    return render_template("accounts/kept.html", fields=fields, address=address), 401
