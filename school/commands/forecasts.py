"""`school forecasts look-back` holds earlier forecasts of ended contracts against what came."""

import click

from school.clauses.forecasts.trial_operations import run_trials
from school.core.clock import today
from school.installation import opened


@click.group()
def forecasts() -> None:
    """Forecasts of integration contracts."""


@forecasts.command("look-back")
def look_back() -> None:
    """Make again the forecasts of contracts that have ended, from what was known then.

    Running it again changes nothing but what was corrected meanwhile.
    """
    with opened() as database, database.transaction() as session:
        done = run_trials(session, today())
    click.echo(f"{done} forecasts made again")
