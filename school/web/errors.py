"""Error pages: what happened, what is kept, what to do; never a traceback."""

from contextlib import suppress
from typing import IO

import structlog
from flask import Flask, g, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wsgi import get_input_stream

from school.config import ConfigurationError
from school.core.database import is_unavailable
from school.core.errors import DatabaseUnavailable, DomainError, NotFound, mark

log = structlog.get_logger()

UNREAD_AT_ONCE = 64 * 1024
MOST_UNREAD = 256 * 1024 * 1024
"""Bytes of a refused request that are taken in and dropped, so that its sender reads why."""

WORDS = {
    400: (
        mark("Cette demande n’est pas lisible"),
        mark("Revenez en arrière, rechargez la page et envoyez de nouveau."),
    ),
    403: (
        mark("Cette page n’est pas pour vous"),
        mark("Votre rôle ne permet pas de l’ouvrir. Demandez à la direction de l’école."),
    ),
    404: (
        mark("Cette page n’existe pas"),
        mark("L’adresse est fausse, ou la fiche n’est pas de celles que vous voyez."),
    ),
    405: (
        mark("Cette page ne s’ouvre pas ainsi"),
        mark("Revenez à l’accueil et reprenez le chemin habituel."),
    ),
    409: (
        mark("Quelqu’un a changé cette fiche en même temps que vous"),
        mark("Rien n’a été perdu ni écrit à moitié. Revenez en arrière et recommencez."),
    ),
    410: (
        mark("Ce lien ne sert plus"),
        mark("Il a expiré ou a été remplacé. Demandez-en un nouveau à l’école."),
    ),
    413: (
        mark("Cet envoi est trop lourd"),
        mark("Envoyez un fichier ou un texte plus petit ; rien n’a été enregistré."),
    ),
    429: (
        mark("Trop d’essais"),
        mark("Attendez un quart d’heure avant de recommencer."),
    ),
    503: (
        mark("La base de données ne répond pas"),
        mark(
            "Rien n’a été enregistré. Réessayez dans une minute ; si cela dure, prévenez "
            "la personne qui tient le serveur."
        ),
    ),
}
STALE_PAGE = (mark("Cette page est restée ouverte trop longtemps"), WORDS[400][1])
LOST_LINK = (
    mark("Ce lien n’existe pas"),
    mark("Il a peut-être été coupé : ouvrez-le de nouveau depuis le message, en entier."),
)
REFUSED = (mark("Cela n’a pas pu être fait"), mark("Rien n’a été enregistré."))
SPOILT_FILE = (
    mark("Un fichier de l’installation manque ou ne se lit pas"),
    mark("Rien n’est perdu ni écrit à moitié. Prévenez la personne qui tient le serveur."),
)
OUR_FAULT = (
    mark("Quelque chose a cassé de notre côté"),
    mark("Rien n’a été écrit à moitié. Réessayez, et dites-nous le numéro ci-dessous."),
)


def install(app: Flask) -> None:
    """Answer every error with a page of its own."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(RequestEntityTooLarge, _too_heavy)
    app.register_error_handler(NotFound, lambda error: _page(404))
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(CSRFError, lambda error: _page(400, STALE_PAGE))
    app.register_error_handler(SQLAlchemyError, _database_error)
    app.register_error_handler(DatabaseUnavailable, _no_database)
    app.register_error_handler(ConfigurationError, _spoilt_file)
    app.register_error_handler(Exception, _unexpected)


def _http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    if error.code is None or error.code < 400:
        return error
    return _page(error.code)


def _refused(error: DomainError) -> tuple[str, int]:
    # A form shows a refusal itself; a button has no page of its own to show it on.
    return _page(422, REFUSED, gettext(error.message, **error.values))


def _too_heavy(_: RequestEntityTooLarge) -> tuple[str, int]:
    # A browser still sending when the server hangs up shows its own words, not this page.
    with suppress(HTTPException):
        unread = _unread_stream()
        for _round in range(MOST_UNREAD // UNREAD_AT_ONCE):
            if not unread.read(UNREAD_AT_ONCE):
                break
    return _page(413)


def _unread_stream() -> IO[bytes]:
    length, most = request.content_length, request.max_content_length
    if length is not None and most is not None and length > most:
        return get_input_stream(request.environ)
    return request.stream


def _database_error(error: SQLAlchemyError) -> tuple[str, int]:
    if isinstance(error, IntegrityError | StaleDataError):
        return _page(409)
    if isinstance(error, DataError):
        return _page(400)
    if isinstance(error, DBAPIError) and is_unavailable(error):
        return _no_database(error)
    return _unexpected(error)


def _no_database(error: Exception) -> tuple[str, int]:
    log.error("database_unavailable", reason=str(getattr(error, "orig", error)))
    return _page(503)


def _spoilt_file(error: ConfigurationError) -> tuple[str, int]:
    log.error("installation_spoilt", reason=str(error))
    return _page(503, SPOILT_FILE)


def _unexpected(error: Exception) -> tuple[str, int]:
    log.exception("unexpected_error", exc_info=error)
    return _page(500)


def _words(status: int) -> tuple[str, str]:
    return WORDS.get(status) or (WORDS[400] if status < 500 else OUR_FAULT)


def _page(
    status: int, words: tuple[str, str] | None = None, reason: str | None = None
) -> tuple[str, int]:
    session = g.get("database_session")
    if session is not None:
        session.rollback()
    lost_link = status == 404 and request.path.startswith("/link/")
    title, text = LOST_LINK if lost_link else words or _words(status)
    page = render_template(
        "errors/error.html",
        status=status,
        title=gettext(title),
        text=reason or gettext(text),
        lost_link=lost_link,
        action_url=request.root_path + "/",
        action_label=gettext("Revenir à l’accueil"),
    )
    return page, status
