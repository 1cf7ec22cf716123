"""Why a person is counted where they are: the rule in words, and the facts that decided."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from school.core.calendar import days_inclusive
from school.hiring.indicators.options import Options
from school.hiring.indicators.persons import CountedPerson, KnownFacts
from school.hiring.report.labels import RULE_NUMBERS, RULES, STATUS_PILLS, STATUSES
from school.hiring.report.reasons import Reason, reasons
from school.web.filters import day_short, number, several

OF_THE_WAY = ("applied", "entrants", "leavers", "completed", "certified", "yield_base", "placed")
"""Measures that days of the enrolment decide, rather than facts about work."""


@dataclass(frozen=True)
class Explained:
    """A person of a count, with status, rule and facts ready to show."""

    person: CountedPerson
    status: str
    pill: str
    rule: str
    way: str
    reasons: list[Reason]


def explain(person: CountedPerson, facts: KnownFacts, options: Options, measure: str) -> Explained:
    """Say by which rule and facts a person is counted in a measure (INDICATORS §2 and §3)."""
    found = reasons(person, facts, options, measure)
    way = _way(person, options.as_of) if measure in OF_THE_WAY else ""
    if person.exit_on is None or person.status is None:
        words = gettext("Encore en formation, ou simple candidature.")
        return Explained(person, gettext("Pas sorti"), "off", words, way, found)
    words = gettext(
        "Règle %(rule)s : %(words)s",
        rule=RULE_NUMBERS[person.status],
        words=str(RULES[person.status]),
    )
    status = str(STATUSES[person.status])
    return Explained(person, status, STATUS_PILLS[person.status], words, way, found)


def _way(person: CountedPerson, as_of: date) -> str:
    """Write the days of the enrolment; those after the day of the count are read as empty (§1)."""
    steps = (
        (gettext("candidature le %(day)s"), person.applied_on),
        (gettext("entrée le %(day)s"), person.enrolled_on),
        (gettext("abandon le %(day)s"), person.withdrawn_on),
        (gettext("parcours fini le %(day)s"), person.completed_on),
        (gettext("certification le %(day)s"), person.certified_on),
    )
    words = [template % {"day": day_short(day)} for template, day in steps if day and day <= as_of]
    if person.enrolled_on and person.exit_on and person.exit_on >= person.enrolled_on:
        stay = number(days_inclusive(person.enrolled_on, person.exit_on))
        words.append(gettext("%(days)s jours de l’entrée à la sortie", days=stay))
    return several(words)
