"""Error pages: what happened, what is kept, what to do; never a traceback."""

import structlog
from flask import Flask, g, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from school.core.errors import DatabaseUnavailable, NotFound

log = structlog.get_logger()


def install(app: Flask) -> None:
    """Answer every error with a page of its own."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(NotFound, lambda error: _page(404))
    app.register_error_handler(CSRFError, lambda error: _page(400))
    app.register_error_handler(OperationalError, _no_database)
    app.register_error_handler(InterfaceError, _no_database)
    app.register_error_handler(DatabaseUnavailable, _no_database)
    app.register_error_handler(IntegrityError, lambda error: _page(409))
    app.register_error_handler(StaleDataError, lambda error: _page(409))
    app.register_error_handler(Exception, _unexpected)


def _http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    if error.code is None or error.code < 400:
        return error
    return _page(error.code)


def _no_database(error: Exception) -> tuple[str, int]:
    log.error("database_unavailable", reason=str(getattr(error, "orig", error)))
    return _page(503)


def _unexpected(error: Exception) -> tuple[str, int]:
    log.exception("unexpected_error", exc_info=error)
    return _page(500)


def _words(status: int) -> tuple[str, str]:
    words = {
        400: (
            gettext("Cette page est restée ouverte trop longtemps"),
            gettext("Revenez en arrière, rechargez la page et envoyez de nouveau."),
        ),
        403: (
            gettext("Cette page n’est pas pour vous"),
            gettext("Votre rôle ne permet pas de l’ouvrir. Demandez à la direction de l’école."),
        ),
        404: (
            gettext("Cette page n’existe pas"),
            gettext("L’adresse est fausse, ou la fiche n’est pas de celles que vous voyez."),
        ),
        405: (
            gettext("Cette page ne s’ouvre pas ainsi"),
            gettext("Revenez à l’accueil et reprenez le chemin habituel."),
        ),
        409: (
            gettext("Quelqu’un a changé cette fiche en même temps que vous"),
            gettext("Rien n’a été perdu ni écrit à moitié. Revenez en arrière et recommencez."),
        ),
        410: (
            gettext("Ce lien ne sert plus"),
            gettext("Il a expiré ou a été remplacé. Demandez-en un nouveau à l’école."),
        ),
        413: (
            gettext("Ce fichier est trop lourd"),
            gettext("Envoyez un fichier plus petit ; rien n’a été enregistré."),
        ),
        429: (
            gettext("Trop d’essais"),
            gettext("Attendez un quart d’heure avant de recommencer."),
        ),
        503: (
            gettext("La base de données ne répond pas"),
            gettext(
                "Rien n’a été enregistré. Réessayez dans une minute ; si cela dure, prévenez "
                "la personne qui tient le serveur."
            ),
        ),
    }
    return words.get(
        status,
        (
            gettext("Quelque chose a cassé de notre côté"),
            gettext("Rien n’a été écrit à moitié. Réessayez, et dites-nous le numéro ci-dessous."),
        ),
    )


def _page(status: int) -> tuple[str, int]:
    session = g.get("database_session")
    if session is not None:
        session.rollback()
    title, text = _words(status)
    page = render_template(
        "errors/error.html",
        status=status,
        title=title,
        text=text,
        action_url=request.root_path + "/",
        action_label=gettext("Revenir à l’accueil"),
    )
    return page, status
