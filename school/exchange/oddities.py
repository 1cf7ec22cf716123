"""What is odd in a bundle and imported all the same, because history is as it was (EXCHANGE)."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, Executable, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from school.cohorts.models import Enrolment, Trainee
from school.core.errors import mark
from school.exchange.aftermath import in_batches
from school.exchange.run import Run
from school.hiring.models import Hire
from school.placements.models import Placement
from school.placements.rules import NEVER_BEGAN

WATCHED_TABLES = ("trainees", "placements", "hires")

OVERLAP = mark("ce placement chevauche %(other)s, de la même personne")
EARLY_HIRE = mark("cette embauche commence avant la sortie de formation")
DOUBLE = mark("même nom et même date de naissance que %(other)s")


PairQuery = Callable[[ColumnElement[bool], list[str]], Executable]


def note_oddities(run: Run) -> None:
    """Note placements that overlap, hires before the exit, and people who may be one.

    The bundle's own rows are looked at, against everything that the importing person may read.
    """
    _note_pairs(run, "trainees", DOUBLE, _doubles)
    _note_pairs(run, "placements", OVERLAP, _overlaps)
    rows = run.watched["hires"]
    for batch in in_batches(rows):
        for code in run.session.scalars(_early_hires(batch)):
            run.findings.odd("hires", EARLY_HIRE, row=rows[code], value=code)


def _note_pairs(run: Run, table: str, message: str, query: PairQuery) -> None:
    rows = run.watched[table]
    created = run.resolver.created.get(table, set())
    readable = run.scope.readable[table] if run.scope else true()
    for batch in in_batches(rows):
        for code, other, may_read in run.session.execute(query(readable, batch)):
            # Of two rows of the bundle the later one is named.
            is_later = (rows.get(other, 0), other) < (rows[code], code)
            if is_later and (may_read or other in created):
                run.findings.odd(table, message, row=rows[code], value=code, other=other)


def _doubles(readable: ColumnElement[bool], codes: list[str]) -> Executable:
    one = aliased(Trainee)
    same = and_(
        Trainee.sort_name == one.sort_name, Trainee.born_on == one.born_on, Trainee.id != one.id
    )
    return (
        select(one.reference, Trainee.reference, readable)
        .join(Trainee, same)
        .where(one.reference.in_(codes))
        .order_by(one.reference, Trainee.reference)
    )


def _overlaps(readable: ColumnElement[bool], codes: list[str]) -> Executable:
    one = aliased(Placement)
    one_end = func.coalesce(one.ended_on, one.ends_on)
    other_end = func.coalesce(Placement.ended_on, Placement.ends_on)
    return (
        select(one.reference, Placement.reference, readable)
        .join(Placement, and_(Placement.trainee_id == one.trainee_id, Placement.id != one.id))
        .where(
            one.reference.in_(codes),
            one.status.not_in(NEVER_BEGAN),
            Placement.status.not_in(NEVER_BEGAN),
            or_(other_end.is_(None), one.starts_on <= other_end),
            or_(one_end.is_(None), Placement.starts_on <= one_end),
        )
        .order_by(one.reference, Placement.reference)
    )


def _early_hires(codes: list[str]) -> Select[str]:
    # During a training, or before the first of them.
    exit_on = func.coalesce(Enrolment.certified_on, Enrolment.completed_on, Enrolment.withdrawn_on)
    of_person = Enrolment.trainee_id == Hire.trainee_id
    begun = exists(select(Enrolment.id).where(of_person, Enrolment.enrolled_on <= Hire.starts_on))
    during = exists(
        select(Enrolment.id).where(
            of_person,
            Enrolment.enrolled_on <= Hire.starts_on,
            or_(exit_on.is_(None), Hire.starts_on < exit_on),
        )
    )
    trained = exists(select(Enrolment.id).where(of_person, Enrolment.enrolled_on.is_not(None)))
    return (
        select(Hire.reference)
        .where(Hire.reference.in_(codes), or_(during, and_(trained, ~begun)))
        .distinct()
        .order_by(Hire.reference)
    )
