"""How far a version of an agreement has come: who has done what, whose turn it is, what is late."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from school.placements.agreements.rules import (
    OPEN_STATES,
    OUTSIDE,
    REFUSED_STATES,
    SIGNERS,
    SIGNING,
    AgreementKind,
    AgreementStatus,
    Party,
    Section,
    to_confirm,
)

REMIND_AFTER = timedelta(days=3)
"""Somebody who has not answered is reminded after three days, and every three days. [own]"""

MOST_REMINDERS = 5
"""More reminders than this annoy and bring nothing: the school calls instead. [own]"""

CONFIRM_BEFORE = timedelta(days=14)
"""Days that the parties have to answer (FEATURES, `confirm_before`); later it is late."""


@dataclass(frozen=True)
class Progress:
    """What was done on a version: who signed, and which sections each confirmed."""

    kind: AgreementKind
    confirmed: frozenset[tuple[Party, Section]] = frozenset()
    signed: frozenset[Party] = frozenset()

    def left(self, party: Party) -> list[Section]:
        """List the sections that a party has still to confirm."""
        return [one for one in to_confirm(self.kind, party) if (party, one) not in self.confirmed]

    def is_done(self, party: Party) -> bool:
        """Tell whether a party has nothing more to do: all confirmed, and signed by who signs."""
        return not self.left(party) and (party not in SIGNERS or party in self.signed)

    def waited_for(self) -> list[Party]:
        """List those outside the school who have still to act."""
        return [party for party in OUTSIDE if not self.is_done(party)]


def status_after(progress: Progress) -> AgreementStatus:
    """Tell where a sent version stands once somebody has confirmed or signed."""
    if not progress.waited_for():
        return AgreementStatus.IN_REVIEW
    if progress.signed & {Party.REPRESENTATIVE, Party.APPRENTICE}:
        return AgreementStatus.PARTIALLY_SIGNED
    return AgreementStatus.READY_TO_SIGN


def whose_turn(status: AgreementStatus, progress: Progress) -> list[Party]:
    """Tell who must do the next thing; nobody when an agreement is in force.

    A version that was refused, cancelled or abandoned leaves the school to act, as long as the
    placement goes on.
    """
    if status in SIGNING:
        return progress.waited_for()
    if status is AgreementStatus.VALIDATED:
        return []
    return [Party.SCHOOL]


def is_late(
    status: AgreementStatus, since: datetime, at: datetime, *, is_newest: bool = False
) -> bool:
    """Tell whether those whose turn it is have taken longer than they should.

    The newest version may be late once it was refused or cancelled, too: another is to be written.
    """
    waits = status in OPEN_STATES or (is_newest and status in REFUSED_STATES)
    return waits and at > since + CONFIRM_BEFORE


def reminder_due(
    sent_at: datetime | None, reminded_at: datetime | None, reminders: int, at: datetime
) -> bool:
    """Tell whether somebody who was written to and has not answered is to be reminded."""
    last = reminded_at or sent_at
    return last is not None and reminders < MOST_REMINDERS and at >= last + REMIND_AFTER
