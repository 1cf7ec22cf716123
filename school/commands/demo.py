"""`school demo` opens a believable school in an empty database, for a first look."""

from datetime import date, datetime

import click
from sqlalchemy.orm import Session

from school import create_app
from school.config import load_settings
from school.core.clock import today as civil_today
from school.curriculum.pack.reading import read_pack
from school.demo.operations import is_empty, open_demo
from school.demo.scene import compose
from school.installation import opened
from school.paths import CURRICULA

DEFAULT_SEED = 2026


@click.command()
@click.option(
    "--seed", default=DEFAULT_SEED, show_default=True, help="Another number, other names."
)
@click.option(
    "--today",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day on which the school stands; today by default.",
)
@click.option("--when-empty", is_flag=True, help="Do nothing where there is a school already.")
def demo(seed: int, day: datetime | None, when_empty: bool) -> None:
    """Open a demo school in an empty database: three years of invented people.

    Everybody may sign in to it with one click, so a database that holds a school is refused.
    """
    with opened(create=True) as database, database.transaction() as session:
        if is_empty(session):
            _open(session, seed, day.date() if day else civil_today())
        elif not when_empty:
            raise click.ClickException("this database is in use already; nothing was written")


def _open(session: Session, seed: int, today: date) -> None:
    pack = read_pack(CURRICULA)
    settings = load_settings()
    words = create_app(settings).test_request_context(base_url=settings.public_url)
    draft = compose(pack, seed, today).draft
    with click.progressbar(length=len(draft), label="Opening the demo school") as bar:
        open_demo(session, pack, draft, today, words=words, done=bar.update)
    click.echo("Demo school opened. Serve it with: school serve")
