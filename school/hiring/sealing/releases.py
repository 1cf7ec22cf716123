"""What a report would give away beside those that were released before it (INDICATORS §3)."""

import json
from collections.abc import Iterator

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.hiring.publication.suppression_differences import Difference, differences_revealed
from school.hiring.report.labels import MEASURES
from school.hiring.sealing import queries
from school.hiring.sealing.contents import Contents
from school.hiring.sealing.figures import counts_read_back
from school.hiring.sealing.models import SealedReport
from school.hiring.sealing.parameters import Parameters
from school.hiring.sealing.rules import FIGURES

NAMED = 3
"""How many differences a refusal names."""


def revealed_beside(session: Session, contents: Contents) -> tuple[str, list[Difference]]:
    """Name the released report beside which the new one singles out 1 to 4 persons, and how.

    Held against it are the reports of the same schools that ask the same question: same delay,
    same evidence. Of another delay the same people are looked at on another day: what differs is
    who moved in and who moved out, never a number of persons. Nothing when all is well.
    """
    for report, parameters in _alike(session, contents.parameters):
        try:
            plain = json.loads(queries.file_of(session, report, FIGURES) or b"")
            before = counts_read_back(plain, parameters.options(parameters.group_key))
        except (ValueError, KeyError, TypeError):
            continue
        found = differences_revealed(before, contents.groups)
        if found:
            return report.code, found
    return "", []


def in_words(found: list[Difference]) -> str:
    """Name the first few differences, without the numbers that they would give away."""
    named = []
    for one in found[:NAMED]:
        whose = {"F": gettext("femmes"), "M": gettext("hommes")}.get(one.sex, "")
        group = ", ".join(value or "—" for _, value in one.group)
        measure = str(MEASURES.get(one.count, one.count))
        named.append(" ".join(part for part in (measure, whose, group) if part))
    return " ; ".join([*named, *(["…"] if len(found) > NAMED else [])])


def _alike(session: Session, asked: Parameters) -> Iterator[tuple[SealedReport, Parameters]]:
    for report in reversed(queries.every_report(session)):
        try:
            parameters = Parameters.from_plain(report.read_manifest().statement.parameters)
        except (ValueError, KeyError, TypeError):
            continue
        same = (parameters.schools, parameters.months, parameters.evidence)
        if same == (asked.schools, asked.months, asked.evidence):
            yield report, parameters
