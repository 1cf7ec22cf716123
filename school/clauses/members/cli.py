"""Commands about those who speak for operators and authorities."""

import click

from school.clauses.members import operations, queries
from school.clauses.members.operations import Appointment
from school.core.clock import today
from school.core.errors import NotFound, mark
from school.installation import opened

ACTOR = "school clause-members"


@click.group("clause-members")
def clause_members() -> None:
    """Say who speaks for an operator or an authority about integration clauses."""


@clause_members.command("add")
@click.option("--email", required=True, help="Address the person signs in with.")
@click.option("--name", required=True, help="Name shown on screen.")
@click.option("--operator", help="Code of the enterprise the person speaks for.")
@click.option("--authority", help="Or the authority, by the name its contracts give it.")
def add(email: str, name: str, operator: str | None, authority: str | None) -> None:
    """Let somebody speak from today on; a password is set with `school user password`."""
    with opened() as database, database.transaction() as session:
        enterprise = queries.operator_by_reference(session, operator) if operator else None
        asked = Appointment(name, email, today(), operator=enterprise, authority=authority)
        operations.appoint(session, ACTOR, asked)
    click.echo(f"{email} speaks for {operator or authority}")


@clause_members.command("end")
@click.argument("email")
def end(email: str) -> None:
    """Let somebody speak for nobody any more, from today on."""
    with opened() as database, database.transaction() as session:
        held = queries.held_by(session, email)
        if not held:
            raise NotFound(
                mark("Personne ne parle pour d’autres avec l’adresse %(email)s."),
                None,
                {"email": email},
            )
        for one in held:
            operations.end(session, ACTOR, one, max(today(), one.starts_on), one.version)
    click.echo(f"{email} speaks for nobody any more")
