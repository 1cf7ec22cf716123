"""What a report would give away beside those that were released before it (INDICATORS §3)."""

import json
from collections.abc import Iterator

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.hiring.publication.suppression_differences import (
    Difference,
    Release,
    differences_between,
)
from school.hiring.report.labels import MEASURES
from school.hiring.sealing import queries
from school.hiring.sealing.contents import Contents
from school.hiring.sealing.figures import counts_read_back
from school.hiring.sealing.models import SealedReport
from school.hiring.sealing.parameters import Parameters

NAMED = 3
"""How many differences a refusal names."""


def revealed_beside(session: Session, contents: Contents) -> tuple[str, list[Difference]]:
    """Name the released report beside which the new one singles out 1 to 4 persons, and how.

    Held against it is every report that has a school in common with it. Of the same days nothing
    can differ: what is hidden of a school was decided on the table of all of them. Of other days or
    periods the difference is who came, went or moved between the two. Nothing when all is well.
    Editions are held against all others too, the one they replace included.
    """
    new = Release(frozenset(contents.parameters.schools), contents.groups)
    for report, before in _released(session, new.schools):
        found = differences_between(before, new)
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


def _released(session: Session, schools: frozenset[str]) -> Iterator[tuple[SealedReport, Release]]:
    """Read the reports that have a school in common with some, the newest first.

    One that is spoilt says nothing any more; its copies are beyond our knowledge.
    """
    for report, figures in queries.figures_released(session, schools):
        try:
            parameters = Parameters.from_plain(report.read_manifest().statement.parameters)
            before = counts_read_back(json.loads(figures), parameters.options(parameters.group_key))
        except (ValueError, KeyError, TypeError):
            continue
        if before.rows:
            yield report, Release(frozenset(parameters.schools), before)
