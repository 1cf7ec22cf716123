"""What the address of a list of persons asks for: a report, a measure and a group."""

from collections.abc import Mapping
from dataclasses import dataclass

from school.accounts.models import School
from school.core.errors import NotFound, mark
from school.hiring.indicators.options import KEYS_CROSSED, Breakdown, Options
from school.hiring.indicators.persons import MEASURES
from school.hiring.indicators.report import Scope
from school.hiring.report.filters import Asked, asked_report

NOT_STATED = "-"
"""How an address says that a key of a group is not stated."""

OFFERED_KEYS = (Breakdown.COHORT, Breakdown.SEX)
"""The keys by which a list can be narrowed on its own page."""


@dataclass(frozen=True)
class AskedPersons:
    """A list of persons that was asked for: of which measure, in which group of which report."""

    report: Asked
    options: Options
    measure: str
    group: dict[Breakdown, str | None]

    @property
    def scope(self) -> Scope:
        """The schools that are counted."""
        return self.report.scope

    @property
    def kept(self) -> dict[str, str]:
        """The part of the address that leads to the same list again."""
        group = {key.value: value or NOT_STATED for key, value in self.group.items()}
        return {**self.report.kept, **group, "measure": self.measure}

    @property
    def others(self) -> dict[str, str]:
        """What the filter keeps without showing it."""
        shown = {"measure", *(key.value for key in self.offered)}
        return {name: value for name, value in self.kept.items() if name not in shown}

    @property
    def offered(self) -> list[Breakdown]:
        """The keys to narrow the list by: no more than a report crosses."""
        elsewhere = [key for key in self.group if key not in OFFERED_KEYS]
        return list(OFFERED_KEYS[: KEYS_CROSSED - len(elsewhere)])

    @property
    def file_name(self) -> str:
        """The name of the file of the list."""
        return f"{self.measure}-{self.options.as_of.isoformat()}.csv"


def asked_persons(schools: list[School], typed: Mapping[str, str]) -> AskedPersons | None:
    """Read the address of a list; nothing when its report or its group cannot be.

    Raises `NotFound` for a school that is not the reader's, and for a measure that does not exist.
    """
    report = asked_report(schools, typed)
    measure = typed.get("measure", "")
    if measure not in MEASURES:
        raise NotFound(mark("Ce chiffre n’existe pas."))
    group = _group(typed)
    if report.options is None or len(group) > KEYS_CROSSED:
        return None
    return AskedPersons(report, report.options, measure, group)


def _group(typed: Mapping[str, str]) -> dict[Breakdown, str | None]:
    # The school of the address narrows the whole report, its groups are those of that school.
    keys = [key for key in Breakdown if key is not Breakdown.SCHOOL]
    values = {key: typed.get(key.value, "").strip() for key in keys}
    return {key: None if value == NOT_STATED else value for key, value in values.items() if value}
