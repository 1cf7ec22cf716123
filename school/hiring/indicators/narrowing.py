"""What a list of the persons of a count is narrowed to, once everybody is counted."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, true

from school.cohorts.models import Trainee
from school.core.text import fold
from school.hiring.rules import Status


@dataclass(frozen=True)
class Narrowing:
    """Which persons of a count a list shows: part of a name, a status, a sex that is stated.

    The group of a count says who may stand for a person (INDICATORS §2); this only leaves out.
    """

    name: str = ""
    status: Status | None = None
    sex_stated: bool = False


EVERYBODY = Narrowing()


def narrowed(statement: Select[Any], wanted: Narrowing) -> Select[Any]:
    """Leave out of a list of persons, which names `Trainee` and their status, who is not wanted."""
    words = fold(wanted.name).split()
    clauses = [Trainee.sort_name.contains(word, autoescape=True) for word in words]
    if wanted.status is not None:
        clauses.append(statement.selected_columns["status"] == wanted.status.value)
    if wanted.sex_stated:
        clauses.append(Trainee.sex.is_not(None))
    return statement.where(true(), *clauses)
