"""`school serve` runs the production server."""

import signal
import socket
import sys
from typing import Any

import click

from school import create_app
from school.accounts import queries
from school.accounts.queries_demo import demo_people
from school.config import Settings, load_settings
from school.core.database import Database
from school.installation import opened


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Serve the school over HTTP until interrupted; put a TLS proxy before it."""
    _refuse_taken(host, port)
    with opened() as database:
        announce(database, f"http://{host}:{port}")
    run = _run_waitress if sys.platform == "win32" else _run_gunicorn
    run(host, port, settings_served(host, port))


def settings_served(host: str, port: int) -> Settings:
    """Read the settings; letters lead to the address served unless one says where the school is."""
    settings = load_settings()
    if "public_url" in settings.model_fields_set:
        return settings
    return settings.model_copy(update={"public_url": f"http://{host}:{port}"})


def _refuse_taken(host: str, port: int) -> None:
    # The server itself would try for seconds and then leave with lines of its own.
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise click.ClickException(f"cannot listen on {host}:{port}: {error}") from error


def announce(database: Database, address: str) -> None:
    """Print where the school is, and whom one may sign in as when it is the demo school."""
    click.echo(f"Épissure: {address}")
    with database.reading() as session:
        installation = queries.installation(session)
        if installation is None or not installation.demo:
            return
        click.echo("Demo school; sign in with one click as:")
        for person in demo_people(session):
            place = f", {person.school}" if person.school else ""
            click.echo(f"  {person.account.name} ({person.role}{place})")


def _run_gunicorn(host: str, port: int, settings: Settings) -> None:
    # Not at the top: gunicorn cannot be imported where there is no fork.
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415

    class SchoolServer(BaseApplication):
        """Gunicorn with the school's settings instead of a file of its own."""

        def load_config(self) -> None:
            """Bind to the address asked for; sync workers gave the best tail latency."""
            options = {"bind": f"{host}:{port}", "workers": settings.workers, "preload_app": False}
            limits = {"loglevel": "warning", "timeout": 60}
            for name, value in {**options, **limits, "post_worker_init": _end_gently}.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            """Build the application in each worker."""
            return create_app(settings)

    SchoolServer().run()


def _end_gently(worker: Any) -> None:
    # Interrupted from the keyboard, a worker would drop the page that it is sending.
    for way in (signal.SIGINT, signal.SIGQUIT):
        signal.signal(way, worker.handle_exit)
        signal.siginterrupt(way, False)


def _run_waitress(host: str, port: int, settings: Settings) -> None:
    from waitress import serve as waitress_serve  # noqa: PLC0415

    waitress_serve(create_app(settings), host=host, port=port, threads=4 * settings.workers)
