"""What a report's address asks for: days, delay, evidence, period, school."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask_babel import gettext, lazy_gettext

from school.accounts.models import School
from school.core.clock import DEFAULT_TIME_ZONE, today
from school.core.errors import InvalidInput, NotFound, mark
from school.hiring.indicators.options import DELAYS, Breakdown, Options
from school.hiring.indicators.report import Scope
from school.hiring.rules import Evidence
from school.web.filters import day_long

DAYS = {
    "as_of": lazy_gettext("Arrêté au"),
    "known_on": lazy_gettext("Faits connus au"),
    "from": lazy_gettext("Sorties depuis le"),
    "to": lazy_gettext("Sorties jusqu’au"),
}
FORMS = ("%Y-%m-%d", "%d/%m/%Y")


@dataclass(frozen=True)
class Asked:
    """A report that was asked for: its options, the schools it covers, what was typed.

    `options` is missing when something cannot be: `problems` says what. `kept` is the part of
    the address that leads to the same report again. Where it `is_fixed`, the school alone can be
    chosen.
    """

    options: Options | None
    problems: list[str]
    scope: Scope
    school: School | None
    schools: list[School]
    kept: dict[str, str]
    is_fixed: bool = False

    @property
    def chosen(self) -> list[School]:
        """The schools that the report covers."""
        return [self.school] if self.school else self.schools

    @property
    def school_choices(self) -> list[tuple[str, str]]:
        """The schools, for a list to choose from."""
        return [(school.reference, school.name) for school in self.schools]

    @property
    def covers_several(self) -> bool:
        """Tell whether the report is about more than one school."""
        return self.school is None and len(self.schools) > 1


def asked_report(schools: list[School], typed: Mapping[str, str]) -> Asked:
    """Read an address. `schools` are those whose figures the person may see.

    All of them are counted unless one is chosen. Raises `NotFound` for a school that is not
    among them. The groups are schools or, of one school, cohorts.
    """
    chosen = _chosen(schools, typed.get("school", "").strip())
    if chosen is None and len(schools) == 1:
        chosen = schools[0]
    options, problems = _options(typed, chosen)
    kept = {name: value for name, value in typed.items() if name in _NAMES and value.strip()}
    ids = [chosen.id] if chosen else [school.id for school in schools]
    return Asked(options, problems, Scope(frozenset(ids)), chosen, schools, kept)


def fixed_report(schools: list[School], typed: Mapping[str, str], options: Options) -> Asked:
    """Read an address where the school alone can be chosen; anything else has to be as it is.

    What differs is a problem, and not passed over: who asked for other days would take these for
    them. Raises `NotFound` for another school.
    """
    given = {name: value.strip() for name, value in typed.items() if value.strip()}
    days = {"as_of": options.as_of.isoformat(), "known_on": options.known_on.isoformat()}
    asked = asked_report(schools, {**days, **given})
    problems = asked.problems
    found = asked.options
    if found is not None and replace(found, by=options.by, profile=options.profile) != options:
        problems = [
            gettext(
                "Cette page est arrêtée au %(day)s, fin de trimestre, toutes sorties comprises, "
                "six mois après, preuve E2. Pour un autre jour, une autre période, échéance ou "
                "preuve, préparez un rapport : il sera scellé.",
                day=day_long(options.as_of),
            )
        ]
    kept = {"school": given["school"]} if "school" in given else {}
    return replace(
        asked, options=None if problems else options, problems=problems, kept=kept, is_fixed=True
    )


_NAMES = (*DAYS, "months", "evidence", "school")


def _chosen(schools: list[School], reference: str) -> School | None:
    if not reference:
        return None
    found = next((school for school in schools if school.reference == reference), None)
    if found is None:
        raise NotFound(mark("Cette école n’existe pas."))
    return found


def _options(typed: Mapping[str, str], school: School | None) -> tuple[Options | None, list[str]]:
    now = today(school.timezone if school else DEFAULT_TIME_ZONE)
    days: dict[str, date | None] = {}
    problems = []
    for name, label in DAYS.items():
        try:
            days[name] = typed_day(typed.get(name, "").strip())
        except ValueError:
            problems.append(gettext("%(field)s : écrivez la date comme 05/03/2026.", field=label))
    months = typed.get("months") or "6"
    evidence = typed.get("evidence") or Evidence.CONFIRMED.value
    if months not in {str(delay) for delay in DELAYS}:
        problems.append(gettext("Le délai est de 3, 6, 12 ou 24 mois."))
    if evidence not in set(Evidence):
        problems.append(gettext("La preuve est E1, E2 ou E3."))
    if problems:
        return None, problems
    try:
        options = Options(
            as_of=days["as_of"] or now,
            known_on=days["known_on"] or now,
            months=int(months),
            evidence=Evidence(evidence),
            period_from=days["from"],
            period_to=days["to"],
            by=(Breakdown.COHORT if school else Breakdown.SCHOOL,),
        )
    except InvalidInput as error:
        return None, [gettext(error.message)]
    return options, []


def typed_day(text: str) -> date | None:
    """Read a day of an address; nothing typed is None. `ValueError` when it is no date."""
    if not text:
        return None
    for form in FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a civil date
        except ValueError:
            continue
    raise ValueError(text)
