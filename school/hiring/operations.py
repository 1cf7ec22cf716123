"""What can be done with facts about work: state them, correct them.

A fact is never overwritten: a correction is a row recorded on the day it was made, under the
same reference, so that any figure can be recomputed as it was known before (INDICATORS §1).
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.cohorts.models import Trainee
from school.core import audit
from school.core.clock import today
from school.core.errors import InvalidInput, mark
from school.core.periods import check_order
from school.core.references import new_reference
from school.core.versions import stale_record
from school.enterprises.models import Enterprise
from school.enterprises.operations import ensure_partnership
from school.hiring import queries
from school.hiring.models import Hire, Offer, Situation
from school.hiring.proposal_ends import close_overtaken
from school.hiring.queries import Fact
from school.hiring.rules import Contract, Decision, Evidence, SituationKind

VERSION_BITS = 0x1FFFFFFF


@dataclass(frozen=True)
class OfferFacts:
    """What is stated of an offer."""

    enterprise: Enterprise | None
    offered_on: date
    firm: bool
    contract: Contract | None
    decision: Decision = Decision.PENDING
    decided_on: date | None = None

    def check(self, day: date) -> None:
        """Refuse what cannot be: days to come, a decision without its day or before the offer."""
        _check_past(self.offered_on, day, "offered_on")
        decided = self.decision is not Decision.PENDING
        if decided and self.decided_on is None:
            raise InvalidInput(mark("Quel jour a-t-on répondu ?"), "decided_on")
        if not decided and self.decided_on is not None:
            raise InvalidInput(mark("Une offre en attente n’a pas de jour de réponse."), "decision")
        if self.decided_on is not None:
            _check_past(self.decided_on, day, "decided_on")
            check_order(self.offered_on, self.decided_on, "decided_on")


@dataclass(frozen=True)
class HireFacts:
    """What is stated of a hire."""

    enterprise: Enterprise | None
    employer_name: str | None
    contract: Contract
    starts_on: date
    ends_on: date | None
    in_trade: bool | None
    evidence: Evidence
    contested: bool = False

    def check(self, day: date) -> None:
        """Refuse a hire by nobody, and an end before the start."""
        del day
        if self.enterprise is None and self.employer_name is None:
            raise InvalidInput(mark("Qui emploie ? Choisissez ou nommez."), "employer_name")
        check_order(self.starts_on, self.ends_on, "ends_on")


@dataclass(frozen=True)
class SituationFacts:
    """What is stated of somebody's situation other than a contract of work."""

    situation: SituationKind
    observed_on: date
    starts_on: date | None
    ends_on: date | None
    full_time: bool | None
    evidence: Evidence | None

    def check(self, day: date) -> None:
        """Refuse what was observed on a day to come, and an end before the start."""
        _check_past(self.observed_on, day, "observed_on")
        check_order(self.starts_on or self.observed_on, self.ends_on, "ends_on")


Facts = OfferFacts | HireFacts | SituationFacts

PREFIXES: dict[type[Offer] | type[Hire] | type[Situation], str] = {
    Offer: "O",
    Hire: "H",
    Situation: "X",
}


def _check_past(day: date, present: date, field: str) -> None:
    if day > present:
        raise InvalidInput(mark("Ce jour est à venir."), field)


def state_fact(
    session: Session, principal: Principal, model: type[Fact], trainee: Trainee, facts: Facts
) -> Fact:
    """Record a fact about a person, learned today; its enterprise becomes a partner."""
    facts.check(today())
    row = model(
        reference=new_reference(PREFIXES[model]),
        trainee=trainee,
        recorded_on=today(),
        **stated(facts),
    )
    session.add(row)
    audit.record(session, principal.name, f"{model.__tablename__}.state", row)
    _ensure_partnerships(session, principal, trainee, facts)
    if isinstance(row, Hire):
        close_overtaken(session, principal.name, today(), [trainee.id])
    return row


def correct_fact(
    session: Session,
    principal: Principal,
    rows: Sequence[Fact],
    facts: Facts,
    known_version: int | None,
) -> bool:
    """Correct a fact: a row recorded today under the same reference; tell whether any was needed.

    What was learned today already is corrected in its own row. Raises `StaleRecord` when somebody
    else corrected it since it was opened.
    """
    latest = rows[-1]
    if known_version != version_of(latest):
        raise stale_record(version_of(latest))
    facts.check(today())
    row = supersede(session, principal.name, latest, stated(facts))
    if row is None:
        return False
    _ensure_partnerships(session, principal, latest.trainee, facts)
    if isinstance(row, Hire):
        close_overtaken(session, principal.name, today(), [row.trainee_id])
    return True


def supersede(session: Session, actor: str, latest: Fact, values: Mapping[str, Any]) -> Fact | None:
    """Say something else of a fact from today on; nothing when it says that already.

    A new row is recorded under the reference, unless the newest was recorded today: that one is
    changed (INDICATORS §1).
    """
    if all(getattr(latest, name) == value for name, value in values.items()):
        return None
    day = max(today(), latest.recorded_on)
    row = latest
    if latest.recorded_on != day:
        row = type(latest)(**_stated(latest, values), trainee=latest.trainee, recorded_on=day)
        session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    audit.record(session, actor, f"{row.__tablename__}.correct", row)
    return row


def _stated(fact: Offer | Hire | Situation, changed: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a fact states beside what changes; a record named there goes without its number."""
    left = {"id", "trainee_id", "recorded_on", *changed, *(f"{name}_id" for name in changed)}
    names = [column.key for column in fact.__table__.columns if column.key not in left]
    return {name: getattr(fact, name) for name in names}


def stated(facts: Facts) -> dict[str, Any]:
    """Give what is stated as the columns and records of a fact's row."""
    return {one.name: getattr(facts, one.name) for one in fields(facts)}


def _ensure_partnerships(
    session: Session, principal: Principal, trainee: Trainee, facts: Facts
) -> None:
    enterprise = getattr(facts, "enterprise", None)
    if enterprise is None:
        return
    for school_id in queries.schools_of(session, principal, trainee):
        ensure_partnership(session, school_id, enterprise.id)


def version_of(row: Offer | Hire | Situation) -> int:
    """Number what a row says, so that a form knows whether it was corrected meanwhile."""
    columns = sorted(row.__table__.columns.keys())
    said = repr([(name, getattr(row, name)) for name in columns])
    return zlib.crc32(said.encode()) & VERSION_BITS
