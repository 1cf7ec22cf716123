"""A place for the cohorts that a consultation may be about, filled by a feature above this one."""

from collections.abc import Callable, Sequence

from flask import Flask, current_app
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.enterprises.consultations.rules import CohortChoice

CohortChoices = Callable[[Session, Principal], Sequence[CohortChoice]]
"""Gives the cohorts that a person may see, the newest first."""

_EXTENSION = "school_consultation_cohorts"


def install(app: Flask, choices: CohortChoices) -> None:
    """Let consultations be about cohorts."""
    app.extensions[_EXTENSION] = choices


def cohorts_for(session: Session, principal: Principal) -> Sequence[CohortChoice]:
    """List the cohorts that a person may see, in one statement."""
    choices: CohortChoices = current_app.extensions[_EXTENSION]
    return choices(session, principal)
