"""Épissure: learning management and apprenticeship tracking for a school of fibre optics."""

from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from school import wiring
from school.config import Settings, load_settings, secret_key
from school.core.database import Database
from school.paths import TEMPLATES
from school.web import logs


def create_app(settings: Settings | None = None, **overrides: Any) -> Flask:
    """Build the application from settings, by default those of the environment.

    Raises `ConfigurationError` when a setting is wrong or the instance folder is unusable.
    """
    settings = settings or load_settings()
    app = Flask("school", template_folder=str(TEMPLATES), static_folder=None)
    app.config.update(
        SECRET_KEY=secret_key(settings.instance),
        SETTINGS=settings,
        MAX_CONTENT_LENGTH=settings.maximum_upload_bytes,
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        # The session in the database ends by its own date: the cookie is not sent with each page.
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,
        **overrides,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.extensions["school_database"] = Database(settings.database_url)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    logs.configure()
    wiring.install(app)
    return app
