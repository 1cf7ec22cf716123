"""What a report would give away beside those that were released before it (INDICATORS §3)."""

import json
from collections.abc import Iterator, Sequence

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
from school.web.filters import several

Released = Sequence[tuple[SealedReport, bytes]]
"""Reports that have a school in common with another, and their files of figures."""

NAMED = 3
"""How many differences a refusal names."""


def revealed_beside(session: Session, contents: Contents) -> tuple[str, list[Difference]]:
    """Name the released report beside which the new one singles out 1 to 4 persons, and how.

    Held against it is every report that has a school in common with it. Of the same days nothing
    can differ: what is hidden of a school was decided on the table of all of them. Of other days or
    periods the difference is who came, went or moved between the two. Nothing when all is well.
    Editions are held against all others too, the one they replace included.
    """
    released = queries.figures_released(session, contents.parameters.schools)
    return revealed_among(released, contents)


def revealed_among(released: Released, contents: Contents) -> tuple[str, list[Difference]]:
    """Do the same with the released reports at hand."""
    new = Release(frozenset(contents.parameters.schools), contents.groups)
    for report, before in _read(released):
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
    return several([*named, *(["…"] if len(found) > NAMED else [])])


def _read(released: Released) -> Iterator[tuple[SealedReport, Release]]:
    """Read released reports.

    One that is spoilt says nothing any more; its copies are beyond our knowledge.
    """
    for report, figures in released:
        try:
            parameters = Parameters.from_plain(report.read_manifest().statement.parameters)
            before = counts_read_back(json.loads(figures), parameters.options(parameters.group_key))
        except (ValueError, KeyError, TypeError):
            continue
        if before.rows:
            yield report, Release(frozenset(parameters.schools), before)
