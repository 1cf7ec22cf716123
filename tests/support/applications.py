"""The application as it is, without building for each test what is the same in all of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from school import create_app
from school.config import Settings, secret_key
from tests.support.databases import kept_engine
from tests.support.pages import CheckingClient

DATABASE = "school_database"


class CompiledOnce(BytecodeCache):
    """What this process compiled; Jinja takes it again only while a template's text is the same."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give back what was compiled, if it was."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledOnce()


def make_application(settings: Settings, **overrides: Any) -> Flask:
    """Make an application of one's own, whose routes and hooks may be added to."""
    application = create_app(settings, **overrides)
    application.jinja_env.bytecode_cache = COMPILED
    return application


class Shared:
    """The application that the tests of a process use one after the other, each on its database.

    Its routes alone take longer to build than most tests. What a test writes into its settings
    and extensions is gone when the next one has it; an application that was added to is given up.
    """

    def __init__(self) -> None:
        self.application: Flask | None = None
        self.config: dict[str, Any] = {}
        self.extensions: dict[str, Any] = {}

    @contextmanager
    def lend(self, settings: Settings) -> Iterator[Flask]:
        """Lend the application on the database and with the key of some settings."""
        if self.application is None:
            self._build(settings)
        application = self.application
        assert application is not None
        application.config.clear()
        application.config.update(self.config)
        application.config.update(SETTINGS=settings, SECRET_KEY=secret_key(settings.instance))
        application.extensions.clear()
        application.extensions.update(self.extensions)
        application.extensions[DATABASE] = kept_engine(settings.database_url, "application")
        parts = _parts(application)
        yield application
        application.extensions[DATABASE].dispose()
        if _parts(application) != parts:
            self.application = None

    def _build(self, settings: Settings) -> None:
        application = make_application(settings, TESTING=True, WTF_CSRF_ENABLED=False)
        application.test_client_class = CheckingClient
        application.extensions.pop(DATABASE).dispose()
        self.application = application
        self.config = dict(application.config)
        self.extensions = dict(application.extensions)


def _parts(application: Flask) -> tuple[int, ...]:
    """Count what may be added to an application."""
    hooks = (
        application.before_request_funcs,
        application.after_request_funcs,
        application.teardown_request_funcs,
        application.template_context_processors,
    )
    return (
        len(application.view_functions),
        *(len(functions) for kind in hooks for functions in kind.values()),
    )


SHARED = Shared()
