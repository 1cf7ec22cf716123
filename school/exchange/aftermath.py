"""What follows from the rows of a bundle: partnerships, and people that no school would see."""

from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import ColumnElement, SelectBase, exists, insert, select, true, union
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import School
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.cohorts.version_operations import fix_versions
from school.core.errors import mark
from school.enterprises.models import Enterprise, Partnership
from school.exchange.run import Run
from school.hiring.models import Hire, Offer
from school.hiring.proposal_ends import close_overtaken_placements, close_overtaken_proposals
from school.placements.models import Placement

CODES_AT_ONCE = 1_000

UNSEEN_TRAINEE = mark("une ligne de cette personne dans enrolments : sans elle, nul ne la verrait")


def settle(run: Run, principal: Principal | None) -> None:
    """Let schools see the enterprises of their people's placements, offers and hires.

    New cohorts follow the newest version of their path's curriculum.

    A bundle that has its own table of partnerships says itself which there are. An import by a
    person makes the new enterprises partners of the person's schools, and refuses new people
    whom nobody could see.
    """
    fix_versions(run.session)
    _close_overtaken(run)
    if principal is not None:
        schools = sorted(principal.school_ids(Permission.EXCHANGE_RECORDS))
        _claim_enterprises(run, schools)
        _refuse_unseen_trainees(run)
        _ensure_partnerships(run.session, School.id.in_(schools))
    elif "partnerships" not in run.counts:
        _ensure_partnerships(run.session, true())


def _close_overtaken(run: Run) -> None:
    """Close proposals that a hire of the bundle overtakes, unless it says itself how they stand."""
    if "hires" not in run.counts:
        return
    run.session.expire_all()
    if "placement_proposals" not in run.counts:
        close_overtaken_proposals(run.session, "import", run.today)
    if "placements" not in run.counts:
        close_overtaken_placements(run.session, "import", run.today)


def in_batches(codes: Sequence[str] | set[str] | dict[str, int]) -> Iterator[list[str]]:
    """Cut codes into lists short enough for one statement."""
    remaining = iter(sorted(codes))
    while batch := list(islice(remaining, CODES_AT_ONCE)):
        yield batch


def _ensure_partnerships(session: Session, schools: ColumnElement[bool]) -> None:
    placed = (
        select(School.id, Placement.enterprise_id)
        .join(Cohort, Cohort.school_id == School.id)
        .join(Placement, Placement.cohort_id == Cohort.id)
        .where(schools)
    )
    offered, hired = (
        select(School.id, fact.enterprise_id)
        .join(Cohort, Cohort.school_id == School.id)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .join(fact, fact.trainee_id == Enrolment.trainee_id)
        .where(schools, fact.enterprise_id.is_not(None))
        for fact in (Offer, Hire)
    )
    _insert_missing(session, union(placed, offered, hired))


def _claim_enterprises(run: Run, schools: list[int]) -> None:
    for batch in in_batches(run.resolver.created.get("enterprises", set())):
        pairs = select(School.id, Enterprise.id).join(Enterprise, true())
        chosen = pairs.where(School.id.in_(schools), Enterprise.reference.in_(batch))
        _insert_missing(run.session, chosen)


def _insert_missing(session: Session, pairs: SelectBase) -> None:
    school, enterprise = pairs.subquery().c
    known = exists(
        select(Partnership.id).where(
            Partnership.school_id == school, Partnership.enterprise_id == enterprise
        )
    )
    missing = select(school, enterprise).where(~known).order_by(school, enterprise)
    table = Partnership.__table__
    session.execute(insert(table).from_select(["school_id", "enterprise_id"], missing))  # type: ignore[arg-type]


def _refuse_unseen_trainees(run: Run) -> None:
    rows = run.watched["trainees"]
    enrolled = exists(select(Enrolment.id).where(Enrolment.trainee_id == Trainee.id))
    for batch in in_batches(run.resolver.created.get("trainees", set())):
        query = select(Trainee.reference).where(Trainee.reference.in_(batch), ~enrolled)
        for code in run.session.scalars(query.order_by(Trainee.reference)):
            if "enrolments" not in run.broken:
                run.findings.wrong(
                    "trainees", UNSEEN_TRAINEE, row=rows.get(code), column="trainee", value=code
                )
