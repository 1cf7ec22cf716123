"""Commands about schools and accounts."""

import click
from sqlalchemy.orm import Session

from school.accounts import operations, queries, school_operations
from school.accounts.models import Account, School
from school.accounts.rules import Language, StaffRole
from school.core.errors import InvalidInput, NotFound, mark
from school.installation import opened


@click.group()
def user() -> None:
    """Add people and set their passwords."""


@user.command("add")
@click.option("--email", required=True, help="Address the person signs in with.")
@click.option("--name", required=True, help="Name shown on screen.")
@click.option("--role", type=click.Choice([role.value for role in StaffRole]), required=True)
@click.option("--school", "school_code", help="Code of the school; not for the ministry.")
@click.option("--language", type=click.Choice([one.value for one in Language]), default="fr")
def add_user(email: str, name: str, role: str, school_code: str | None, language: str) -> None:
    """Add a member of staff, who then sets a password with `school user password`."""
    with opened() as database, database.transaction() as session:
        school = _school(session, school_code)
        if (role == StaffRole.MINISTRY) != (school is None):
            raise InvalidInput(mark("Le ministère n’a pas d’école, les autres en ont une."))
        staff = school_operations.engage_staff(
            session,
            email=email,
            name=name,
            role=StaffRole(role),
            school=school,
            language=Language(language),
        )
        operations.account_for_staff(session, staff)
    click.echo(f"{email} added as {role}")


@user.command("password")
@click.argument("email")
@click.password_option(help="New password; asked for when not given.")
def set_password(email: str, password: str) -> None:
    """Set a person's password and end the sessions that are open."""
    with opened() as database, database.transaction() as session:
        account = operations.account_for_identifier(session, email)
        if account is None:
            raise NotFound(mark("Personne ne porte l’adresse %(email)s."), None, {"email": email})
        operations.set_password(session, account, password)
    click.echo(f"password of {email} set")


@user.command("list")
def list_users() -> None:
    """List the accounts."""
    with opened() as database, database.reading() as session:
        for account in queries.all_accounts(session):
            click.echo(_line(account))


def _line(account: Account) -> str:
    state = "active" if account.active else "closed"
    return f"{account.email or account.phone}\t{account.name}\t{state}"


def _school(session: Session, code: str | None) -> School | None:
    if code is None:
        return None
    school = queries.school_by_code(session, code)
    if school is None:
        raise NotFound(mark("Aucune école ne porte le code %(code)s."), None, {"code": code})
    return school
