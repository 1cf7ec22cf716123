"""The `school` command: one group, exit 0 or 2 with one clear line, never a traceback."""

import sys
from collections.abc import Sequence

import click
from sqlalchemy.exc import DBAPIError

from school.accounts.cli import user
from school.certification.cli import certificates
from school.clauses.hours.cli import clause_hours, clause_people
from school.clauses.members.cli import clause_members
from school.clauses.standing.cli import print_clauses
from school.commands.actions import actions
from school.commands.agreements import agreements
from school.commands.consultations import consultations
from school.commands.demo import demo
from school.commands.forecasts import forecasts
from school.commands.init import init, upgrade
from school.commands.maintenance import backup
from school.commands.messages import mail, messages
from school.commands.proposals import proposals
from school.commands.report import report
from school.commands.serve import serve
from school.config import ConfigurationError
from school.core.english import in_english
from school.core.errors import DatabaseUnavailable, DomainError
from school.curriculum.cli import curriculum
from school.curriculum.pack.parts import PackError
from school.exchange.cli import export_records, import_records
from school.hiring.cli import indicators
from school.learning.cli import questions
from school.practicals.cli import otdr

REFUSALS = (
    click.ClickException,
    click.Abort,
    KeyboardInterrupt,
    ConfigurationError,
    DatabaseUnavailable,
    DomainError,
    PackError,
    DBAPIError,
    OSError,
)
COMMANDS = (
    init,
    upgrade,
    demo,
    serve,
    user,
    clause_members,
    clause_hours,
    clause_people,
    backup,
    mail,
    actions,
    consultations,
    agreements,
    forecasts,
    messages,
    import_records,
    export_records,
    indicators,
    report,
    certificates,
    proposals,
    curriculum,
    otdr,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def school() -> None:
    """Épissure: the platform of a vocational school of fibre optics."""


for each in COMMANDS:
    school.add_command(each)
curriculum.add_command(questions)
indicators.add_command(print_clauses)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its status."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its status: 0 when done, 2 when refused, with the reason in a line."""
    try:
        status = school.main(
            args=None if arguments is None else list(arguments),
            prog_name="school",
            standalone_mode=False,
        )
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 0
    except REFUSALS as error:
        return _refuse(explain(error))
    except Exception as error:  # noqa: BLE001 - whoever keeps the server is never shown code
        return _refuse(f"unexpected {type(error).__name__}: {error}; nothing was kept")
    return status if isinstance(status, int) else 0


def explain(error: BaseException) -> str:
    """Say in one line why a command was refused."""
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, DBAPIError):
        return f"the database refused: {error.orig}"
    if isinstance(error, OSError):
        return f"{error.strerror or error}: {error.filename or ''}".rstrip(": ")
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return "interrupted; nothing of the last step was kept"
    if isinstance(error, DomainError):
        return in_english(error.message, error.values)
    return str(error)


def _refuse(reason: str) -> int:
    lines = " ".join(reason.split())
    click.echo(f"school: {lines}", err=True)
    return 2
