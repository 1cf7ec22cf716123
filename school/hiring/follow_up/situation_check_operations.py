"""Asking people to show what they said of themselves, and noting what was seen.

An own business or studies that rest on somebody's word alone (E1) do not count in the published
rates. A document that was seen makes it E3; somebody who is named and says so, a client or a
teacher, makes it E2 (INDICATORS §1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from school.core import audit
from school.core.clock import today
from school.core.errors import InvalidInput, NotAllowed, mark
from school.core.periods import check_order
from school.core.versions import stale_record
from school.hiring.follow_up import queries
from school.hiring.models import Situation, SituationCheck
from school.hiring.operations import supersede, version_of
from school.hiring.rules import Evidence, Proof, SituationKind

SHOWN_BY_DOCUMENT = (SituationKind.SELF_EMPLOYED, SituationKind.STUDYING)
"""Situations that count only from E2 on, and that a document shows (INDICATORS §2)."""


@dataclass(frozen=True)
class Seen:
    """What was seen or heard, and what it says of the situation.

    `starts_on` and `full_time` are what the document says; nothing where it does not.
    """

    proof: Proof
    dated_on: date
    named: str | None = None
    starts_on: date | None = None
    full_time: bool | None = None

    def check(self, day: date, ends_on: date | None) -> None:
        """Refuse days to come, a witness without a name, and a start after the end."""
        for name in ("dated_on", "starts_on"):
            if (getattr(self, name) or day) > day:
                raise InvalidInput(mark("Ce jour est à venir."), name)
        if self.proof is Proof.NAMED_PERSON and self.named is None:
            raise InvalidInput(mark("Qui l’a dit ? Un nom, et où on peut l’atteindre."), "named")
        check_order(self.starts_on, ends_on, "starts_on")


def is_to_show(situation: Situation) -> bool:
    """Tell whether a situation rests on a word alone, and would count once shown."""
    known = situation.evidence or Evidence.DECLARED
    return situation.situation in SHOWN_BY_DOCUMENT and known is Evidence.DECLARED


def ask_document(session: Session, actor: str, situation: Situation) -> SituationCheck:
    """Note that somebody is asked for a document; raises `NotAllowed` where none is needed."""
    if not is_to_show(situation):
        raise NotAllowed(mark("Rien n’est à montrer de cette situation."))
    check = _check_of(session, situation)
    check.asked_on = today()
    audit.record(session, actor, "situation_checks.ask", check)
    return check


def see_document(
    session: Session,
    actor: str,
    rows: Sequence[Situation],
    seen: Seen,
    known_version: int | None,
) -> None:
    """Note what was seen of a situation; it is then known at E2 or E3, by a row recorded today.

    Evidence is never lowered. Raises `InvalidInput`, `NotAllowed` for a situation that no document
    shows, and `StaleRecord` when somebody else changed it since it was opened.
    """
    latest = rows[-1]
    if known_version != version_of(latest):
        raise stale_record(version_of(latest))
    if latest.situation not in SHOWN_BY_DOCUMENT:
        raise NotAllowed(mark("Rien n’est à montrer de cette situation."))
    seen.check(today(), latest.ends_on)
    check = _check_of(session, latest)
    check.proof, check.dated_on, check.named = seen.proof, seen.dated_on, seen.named
    check.seen_on, check.seen_by = today(), actor
    audit.record(session, actor, "situation_checks.see", check)
    supersede(session, actor, latest, _learned(latest, seen))


def _check_of(session: Session, situation: Situation) -> SituationCheck:
    found = queries.situation_check(session, situation.reference)
    check = found or SituationCheck(situation_reference=situation.reference)
    session.add(check)
    return check


def _learned(latest: Situation, seen: Seen) -> dict[str, Any]:
    learned: dict[str, Any] = {
        "evidence": max(latest.evidence or Evidence.DECLARED, seen.proof.evidence),
        "starts_on": seen.starts_on or latest.starts_on,
    }
    if latest.situation is SituationKind.STUDYING and seen.full_time is not None:
        learned["full_time"] = seen.full_time
    return learned
