"""What can be done with juries: calling one together, and writing down what it decides."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.certification import certificate_queries, queries
from school.certification.certificate_operations import Issuer, give, withdraw
from school.certification.facts import CohortStandings, standings_of
from school.certification.jury_rules import (
    Outcome,
    Revocation,
    Ruling,
    check_day,
    check_members,
    check_not_oneself,
    check_ruling,
)
from school.certification.models import Jury, JuryDecision, JuryMember
from school.certification.rules import Standing, judge_path
from school.cohorts.models import Cohort, Enrolment
from school.core import audit
from school.core.clock import today
from school.core.errors import NotAllowed, mark
from school.core.references import new_reference
from school.core.versions import check_version, stale_record
from school.curriculum.models import Module

PATH = "path"
"""Stands for the whole path where a module's code is asked for: no module has lower-case codes."""


@dataclass(frozen=True)
class JuryDetails:
    """When and where a jury meets, and who sits, by the numbers of the staff."""

    held_on: date
    place: str
    members: Sequence[int]
    president: int | None


@dataclass(frozen=True)
class Subject:
    """What a decision is about: a module, or the whole path without one."""

    module: Module | None = None

    @property
    def code(self) -> str:
        """The module's code, or the word for the path."""
        return self.module.reference if self.module else PATH

    @property
    def module_id(self) -> int | None:
        """The module's number."""
        return self.module.id if self.module else None


def call_jury(session: Session, principal: Principal, cohort: Cohort, details: JuryDetails) -> Jury:
    """Call a jury together for a cohort; raises `InvalidInput` when it cannot sit."""
    jury = Jury(reference=new_reference("J"), cohort=cohort)
    _write(session, jury, details)
    session.add(jury)
    audit.record(session, principal.name, "jury.call", jury)
    return jury


def revise_jury(
    session: Session,
    principal: Principal,
    jury: Jury,
    details: JuryDetails,
    known_version: int | None,
) -> None:
    """Correct when, where or who; raises `NotAllowed` once the jury has decided."""
    queries.hold(session, jury)
    check_version(jury, known_version)
    if queries.decisions_of(session, jury):
        raise NotAllowed(mark("Ce jury a déjà décidé : sa composition ne change plus."))
    _write(session, jury, details)
    audit.record(session, principal.name, "jury.revise", jury)


def decide(
    session: Session,
    principal: Principal,
    jury: Jury,
    subject: Subject,
    enrolment: Enrolment,
    ruling: Ruling,
    issuer: Issuer,
    *,
    known: int | None = None,
) -> JuryDecision:
    """Write down what a jury decided about somebody; a later row supersedes an earlier one.

    To certify gives the certificate, and of a path sets `certified_on`; to take that back
    revokes it. `known` is the number of what the form showed as written (`edition_of_decision`),
    nothing for nothing. Raises `StaleRecord` when something else is, `NotAllowed` before the
    jury met, about oneself, or when a certificate is in force already; `InvalidInput` when a
    reason is missing.
    """
    _hold(session, jury, [enrolment])
    written = queries.edition_of_decision(session, jury, enrolment.trainee_id, subject.module_id)
    if (known or 0) != written:
        raise stale_record(written)
    standings = standings_of(session, jury.cohort, [enrolment.trainee_id], today())
    certified = queries.valid_certificates(session, jury.cohort, [enrolment.trainee_id])
    modules = frozenset(module for _, module in certified if module is not None)
    standing = standing_to(standings, enrolment.trainee_id, subject, modules)
    return _decide(session, principal, jury, subject, enrolment, ruling, standing, issuer)


def certify_several(
    session: Session,
    principal: Principal,
    jury: Jury,
    subject: Subject,
    references: Collection[str],
    issuer: Issuer,
) -> int:
    """Certify several people who meet every condition, all of them or nobody; give how many.

    Raises `NotAllowed` when one of them does not, or is certified already.
    """
    people = [queries.candidate(session, jury.cohort, one) for one in sorted(set(references))]
    _hold(session, jury, people)
    ids = [one.trainee_id for one in people]
    standings = standings_of(session, jury.cohort, ids, today())
    certified = queries.valid_certificates(session, jury.cohort, ids)
    for enrolment in people:
        person = enrolment.trainee_id
        modules = frozenset(module for who, module in certified if who == person and module)
        if standing_to(standings, person, subject, modules) is not Standing.MET:
            raise NotAllowed(
                mark("%(name)s ne remplit pas toutes les conditions : décidez à part."),
                "people",
                {"name": enrolment.trainee.full_name},
            )
        ruling = Ruling(Outcome.CERTIFIED)
        _decide(session, principal, jury, subject, enrolment, ruling, Standing.MET, issuer)
    return len(people)


def _hold(session: Session, jury: Jury, people: Collection[Enrolment]) -> None:
    # Modules are certified once whatever the cohort: two juries at once come one by one.
    queries.hold(session, jury)
    certificate_queries.hold_holders(session, [one.trainee_id for one in people])


def standing_to(
    standings: CohortStandings, trainee_id: int, subject: Subject, certified: frozenset[str]
) -> Standing:
    """Tell how somebody stands to what a jury decides about."""
    if subject.module is None:
        return judge_path(standings.standings[trainee_id], certified)
    return standings.of(trainee_id, subject.code).standing


def _decide(
    session: Session,
    principal: Principal,
    jury: Jury,
    subject: Subject,
    enrolment: Enrolment,
    ruling: Ruling,
    standing: Standing,
    issuer: Issuer,
) -> JuryDecision:
    check_day(jury.held_on, today())
    check_not_oneself(queries.own_trainees(session, principal), enrolment.trainee_id)
    ruling = check_ruling(ruling, standing)
    key = (enrolment.trainee_id, subject.module.reference if subject.module else None)
    valid = queries.valid_certificates(session, jury.cohort, [enrolment.trainee_id]).get(key)
    decision = _row(session, jury, subject, enrolment)
    if ruling.outcome is Outcome.CERTIFIED and valid is not None:
        raise NotAllowed(
            mark("%(name)s a déjà ce certificat, et il est en vigueur."),
            values={"name": enrolment.trainee.full_name},
        )
    decision.outcome, decision.standing = ruling.outcome, standing
    decision.reason, decision.derogation = ruling.reason, ruling.derogation
    session.add(decision)
    audit.record(session, principal.name, f"jury.{ruling.outcome.value}", decision)
    if ruling.outcome is Outcome.CERTIFIED:
        give(session, principal, decision, enrolment, issuer)
    elif valid is not None and valid.decision_reference == decision.reference:
        withdraw(session, principal, valid, Revocation.CORRECTED, ruling.reason)
    return decision


def _row(session: Session, jury: Jury, subject: Subject, enrolment: Enrolment) -> JuryDecision:
    """Give today's row of a decision, new unless it was written down today already."""
    rows = queries.decision_rows(session, jury, enrolment.trainee_id, subject.module_id)
    if rows and rows[0].recorded_on == today():
        return rows[0]
    name = f"{jury.reference}/{enrolment.trainee.reference}/{subject.code}"
    return JuryDecision(
        reference=rows[0].reference if rows else name,
        jury=jury,
        trainee=enrolment.trainee,
        module=subject.module,
        recorded_on=today(),
    )


def _write(session: Session, jury: Jury, details: JuryDetails) -> None:
    barred = queries.tutors_among_staff(session, jury.cohort)
    check_members(details.members, details.president, barred)
    jury.held_on, jury.place = details.held_on, details.place
    assert details.president is not None  # noqa: S101
    jury.president_id = details.president
    kept = {one.staff_id: one for one in jury.members}
    jury.members = [
        kept.get(staff_id) or JuryMember(staff_id=staff_id) for staff_id in details.members
    ]
