"""What the address of a list of persons asks for: a report, a measure, a group, and who of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from school.accounts.models import School
from school.core.errors import NotFound, mark
from school.hiring.indicators.narrowing import EVERYBODY, Narrowing
from school.hiring.indicators.options import Breakdown, Options
from school.hiring.indicators.persons import MEASURES
from school.hiring.indicators.report import Scope
from school.hiring.report.filters import Asked, asked_report
from school.hiring.report.labels import MEASURES_OF_RATES
from school.hiring.rules import Status

NOT_STATED = "-"
"""How an address says that a key of a group is not stated."""

STATED = "*"
"""How an address asks for women and men alike, without those whose sex is not stated."""

NAMES = {Breakdown.EVIDENCE: "hire_evidence"}
"""What a key is called in an address where its own name says something else of the report."""

OFFERED_KEYS = ("cohort", "sex", "hire_evidence")
"""The keys by which a list can be narrowed on its own page, as addresses call them."""

LEFT_OUT = ("unknown", "excluded")
"""What is read beside numerator and denominator of a rate of the certified."""

OF_THE_CERTIFIED = frozenset(
    {"counted", "known", "hired", "integrated", "favourable", "favourable_base", "employed"}
    | {status.value for status in Status}
)


@dataclass(frozen=True)
class AskedPersons:
    """A list of persons that was asked for: of which measure, in which group of which report."""

    report: Asked
    options: Options
    measure: str
    group: dict[Breakdown, str | None]
    wanted: Narrowing = field(default=EVERYBODY)

    @property
    def scope(self) -> Scope:
        """The schools that are counted."""
        return self.report.scope

    @property
    def of_group(self) -> dict[str, str]:
        """The part of the address that names the group and who of it is wanted."""
        group = {_name(key): value or NOT_STATED for key, value in self.group.items()}
        if self.wanted.sex_stated:
            group["sex"] = STATED
        if self.wanted.name:
            group["name"] = self.wanted.name
        if self.wanted.status:
            group["status"] = self.wanted.status.value
        return group

    @property
    def kept(self) -> dict[str, str]:
        """The part of the address that leads to the same list again."""
        return {**self.report.kept, **self.of_group, "measure": self.measure}

    @property
    def others(self) -> dict[str, str]:
        """What the filter keeps without showing it."""
        shown = {"measure", "name", "status", *OFFERED_KEYS}
        return {name: value for name, value in self.kept.items() if name not in shown}

    @property
    def beside(self) -> tuple[str, ...]:
        """The measures that are read with this one (see `measures_beside`)."""
        return measures_beside(self.measure)

    @property
    def file_name(self) -> str:
        """The name of the file of the list."""
        return f"{self.measure}-{self.options.as_of.isoformat()}.csv"


def measures_beside(measure: str) -> tuple[str, ...]:
    """Give numerator and denominator of the rate a measure belongs to, then who is left out.

    Of several rates the first of the definitions; nothing for a measure of no rate.
    """
    pairs = [pair for pair in MEASURES_OF_RATES.values() if measure in pair]
    found: tuple[str, ...] = pairs[0] if pairs else ()
    if measure in OF_THE_CERTIFIED:
        found = (*(found or MEASURES_OF_RATES["hire_rate"]), *LEFT_OUT)
    return tuple(dict.fromkeys((*found, measure))) if found else ()


def asked_persons(schools: list[School], typed: Mapping[str, str]) -> AskedPersons | None:
    """Read the address of a list; nothing when its report cannot be.

    Raises `NotFound` for a school that is not the reader's, and for a measure that does not exist.
    """
    report = asked_report(schools, typed)
    measure = typed.get("measure", "")
    if measure not in MEASURES:
        raise NotFound(mark("Ce chiffre n’existe pas."))
    if report.options is None:
        return None
    return AskedPersons(report, report.options, measure, _group(typed), _wanted(typed))


def _name(key: Breakdown) -> str:
    return NAMES.get(key, key.value)


def _group(typed: Mapping[str, str]) -> dict[Breakdown, str | None]:
    # The school of the address narrows the whole report, its groups are those of that school.
    keys = [key for key in Breakdown if key is not Breakdown.SCHOOL]
    values = {key: typed.get(_name(key), "").strip() for key in keys}
    if values[Breakdown.SEX] == STATED:
        del values[Breakdown.SEX]
    return {key: None if value == NOT_STATED else value for key, value in values.items() if value}


def _wanted(typed: Mapping[str, str]) -> Narrowing:
    status = typed.get("status", "")
    return Narrowing(
        typed.get("name", "").strip(),
        Status(status) if status in set(Status) else None,
        typed.get("sex", "").strip() == STATED,
    )
