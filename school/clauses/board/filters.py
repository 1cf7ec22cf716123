"""What the board's address asks for: the day, what is known, what lines are of, which contracts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext

from school.clauses.board.figures import VALUES, Board, ContractLine
from school.clauses.board.rules import Alert, Grouped
from school.clauses.standing.options import Asked
from school.core.errors import InvalidInput
from school.hiring.report.filters import typed_day

NOT_STATED = "-"
"""Stands in an address for contracts that do not state a value."""

NARROWING = (Grouped.DEPARTMENT, Grouped.OPERATOR, Grouped.AUTHORITY)


@dataclass(frozen=True)
class Filters:
    """A board that was asked for; `kept` is the part of the address that leads to it again.

    `asked` is missing when something cannot be: `problems` says what.
    """

    asked: Asked | None
    by: Grouped
    alert: Alert | None
    values: Mapping[Grouped, str]
    kept: Mapping[str, str]
    problems: list[str] = field(default_factory=list)

    def keeps(self, line: ContractLine) -> bool:
        """Tell whether a contract is asked for."""
        if self.alert is not None and self.alert not in line.alerts:
            return False
        return all(
            (VALUES[key](line.contract) or NOT_STATED) == value
            for key, value in self.values.items()
        )

    def narrow(self, board: Board) -> Board:
        """Keep the contracts that are asked for."""
        return board.narrowed(self.keeps) if self.values or self.alert else board


def unfiltered(asked: Asked) -> Filters:
    """Ask for every contract of two days."""
    return Filters(asked, Grouped.CONTRACT, None, {}, {})


def read_filters(typed: Mapping[str, str], today: date) -> Filters:
    """Read an address. Days default to today; what is not known is a problem, and named."""
    given = {name: value.strip() for name, value in typed.items() if value.strip()}
    problems: list[str] = []
    days = {name: _day(given.get(name, ""), problems) for name in ("as_of", "known_on")}
    by, alert = given.get("by", Grouped.CONTRACT.value), given.get("alert", "")
    if by not in set(Grouped):
        problems.append(gettext("Choisissez une répartition de la liste."))
    if alert and alert not in set(Alert):
        problems.append(gettext("Choisissez une alerte de la liste."))
    asked = None
    if not problems:
        try:
            asked = Asked(days["as_of"] or today, days["known_on"] or today)
        except InvalidInput as refusal:
            problems.append(gettext(refusal.message))
    names = {*(key.value for key in NARROWING), "by", "alert", "as_of", "known_on"}
    return Filters(
        asked,
        Grouped(by) if by in set(Grouped) else Grouped.CONTRACT,
        Alert(alert) if alert in set(Alert) else None,
        {key: given[key.value] for key in NARROWING if key.value in given},
        {name: value for name, value in given.items() if name in names},
        problems,
    )


def _day(text: str, problems: list[str]) -> date | None:
    try:
        return typed_day(text)
    except ValueError:
        problems.append(gettext("Écrivez la date comme 05/03/2026."))
        return None
