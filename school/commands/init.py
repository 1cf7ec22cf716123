"""`school init` opens an installation, `school upgrade` brings it to this version."""

import click

from school.accounts.rules import Language
from school.accounts.school_operations import found_school
from school.cohorts.version_operations import fix_versions
from school.curriculum.operations import load_pack
from school.curriculum.pack.reading import read_pack
from school.installation import opened
from school.paths import CURRICULA


@click.command()
@click.option("--school", "code", prompt="Code of the school", help="Short code, such as EMN.")
@click.option("--name", prompt="Name of the school")
@click.option("--director", prompt="E-mail address of the director")
@click.option("--director-name", default="", help="The director's name; else the address.")
@click.option(
    "--language",
    type=click.Choice([one.value for one in Language]),
    prompt="Language",
    default=Language.FRENCH.value,
)
def init(code: str, name: str, director: str, director_name: str, language: str) -> None:
    """Create the database, load the curricula and open a school with its director."""
    with opened(create=True) as database, database.transaction() as session:
        load_pack(session, read_pack(CURRICULA))
        found_school(
            session,
            code=code,
            name=name,
            director=director,
            director_name=director_name or director,
            language=Language(language),
        )
    click.echo(
        f"School {code} opened. Set the director's password: school user password {director}"
    )


@click.command()
def upgrade() -> None:
    """Bring the database to this version's tables and curricula; make it where it is missing."""
    with opened(create=True) as database, database.transaction() as session:
        load_pack(session, read_pack(CURRICULA))
        fix_versions(session)
    click.echo("The database is up to date.")
