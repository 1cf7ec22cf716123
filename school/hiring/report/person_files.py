"""The persons behind a figure as CSV: a line for each fact, or one for who has none.

Codes stand as in the records, so that the file reads the same in every language.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from school.hiring.indicators.files import plain_cell
from school.hiring.report.labels import RULE_NUMBERS
from school.hiring.report.person_filters import AskedPersons
from school.hiring.report.persons import Explained
from school.hiring.report.reasons import Reason

DAYS = ("applied_on", "enrolled_on", "withdrawn_on", "completed_on", "certified_on")


def persons_as_csv(people: Sequence[Explained], asked: AskedPersons) -> str:
    """Write the list; every line bears what was asked, so that a line cut out still says it.

    `adds` stands on the first line of each person: its sum over the file is the figure. A text that
    a spreadsheet would run is quoted.
    """
    target = io.StringIO()
    lines = [line for one in people for line in _lines(one, asked)]
    names = list(lines[0]) if lines else ["measure", "trainee"]
    writer = csv.DictWriter(target, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: plain_cell(value) for name, value in line.items()} for line in lines)
    return target.getvalue()


def _lines(one: Explained, asked: AskedPersons) -> Iterator[dict[str, Any]]:
    for number, reason in enumerate(one.reasons or [None]):
        yield {
            **_question(asked),
            **_person(one),
            "adds": 0 if number else one.person.adds,
            **_fact(reason),
        }


def _question(asked: AskedPersons) -> dict[str, Any]:
    options = asked.options
    group = [f"{name}={value}" for name, value in asked.of_group.items()]
    return {
        "as_of": options.as_of,
        "known_on": options.known_on,
        "months": options.months,
        "evidence_asked": options.evidence.value,
        "measure": asked.measure,
        "group": " ".join(group),
    }


def _person(one: Explained) -> dict[str, Any]:
    person = one.person
    return {
        "trainee": person.reference,
        "family_name": person.family_name,
        "given_names": person.given_names,
        "cohort": person.cohort,
        **{name: getattr(person, name) for name in DAYS},
        "exit_on": person.exit_on,
        "measured_on": person.measured_on,
        "status": person.status.value if person.status else None,
        "rule": RULE_NUMBERS[person.status] if person.status else None,
    }


def _fact(reason: Reason | None) -> dict[str, Any]:
    return {
        "fact": reason.kind if reason else None,
        "fact_reference": reason.reference if reason else None,
        "evidence": reason.evidence if reason else None,
        "since": reason.since if reason else None,
        "recorded_on": reason.recorded_on if reason else None,
        "words": reason.words if reason else None,
    }
