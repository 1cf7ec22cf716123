"""Agreements: states, who may do what, which sections each party confirms, whose turn it is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from school.core.errors import mark
from school.placements.rules import PlacementStatus


class AgreementStatus(StrEnum):
    """Where a version of an agreement stands (FEATURES, "States and fields")."""

    DRAFT = "draft"
    READY_TO_SIGN = "ready_to_sign"
    PARTIALLY_SIGNED = "partially_signed"
    TO_CORRECT = "to_correct"
    IN_REVIEW = "in_review"
    VALIDATED = "validated"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    DEPRECATED = "deprecated"


class Party(StrEnum):
    """Who has a part in an agreement. The tutor confirms the duties and never signs."""

    SCHOOL = "school"
    REPRESENTATIVE = "representative"
    APPRENTICE = "apprentice"
    TUTOR = "tutor"


class Section(StrEnum):
    """A part of an agreement that is confirmed by itself and reset by itself."""

    PERIOD = "period"
    SCHEDULE = "schedule"
    PLACE = "place"
    DUTIES = "duties"
    PROTECTION = "protection"
    TUTOR = "tutor"
    TRAINER = "trainer"
    REPRESENTATIVE = "representative"
    EMERGENCY = "emergency"
    INTERRUPTION = "interruption"
    BREAK_OFF = "break_off"


class AgreementKind(StrEnum):
    """What a version is: the first agreement, or what an amendment changes."""

    INITIAL = "initial"
    PERIOD = "period"
    PLACE = "place"
    DUTIES = "duties"
    TUTOR = "tutor"
    TRAINER = "trainer"
    INTERRUPTION = "interruption"
    BREAK_OFF = "break_off"


class Channel(StrEnum):
    """How a party confirmed or signed."""

    LINK = "link"
    PAPER = "paper"
    ACCOUNT = "account"


class Action(StrEnum):
    """What somebody does with a version of an agreement."""

    EDIT = "edit"
    SEND = "send"
    CONFIRM = "confirm"
    SIGN = "sign"
    ASK_CORRECTION = "ask_correction"
    REVISE = "revise"
    VALIDATE = "validate"
    REJECT = "reject"
    CANCEL = "cancel"
    ABANDON = "abandon"
    AMEND = "amend"
    RENEW = "renew"


@dataclass(frozen=True)
class Transition:
    """An action: from which states, by whom, to which state, and whether a reason is asked for.

    Without a target the state follows from who has still to act. One with `makes_version` opens a
    new draft beside what it starts from.
    """

    from_states: frozenset[AgreementStatus]
    parties: frozenset[Party]
    target: AgreementStatus | None = None
    needs_reason: bool = False
    makes_version: bool = False


_SCHOOL = frozenset({Party.SCHOOL})
SIGNING = frozenset({AgreementStatus.READY_TO_SIGN, AgreementStatus.PARTIALLY_SIGNED})
"""States in which those outside the school confirm and sign."""

_SENT = SIGNING | {AgreementStatus.TO_CORRECT, AgreementStatus.IN_REVIEW}

AGREED_STATES = frozenset({PlacementStatus.CONFIRMED, PlacementStatus.LIVE})
"""Placements for which an agreement is written: the enterprise said yes, and it is not over."""

OPEN_STATES = _SENT | {AgreementStatus.DRAFT}
"""States of a version on which something is still to be done; a placement has one at most."""

CLOSED_STATES = frozenset(
    {AgreementStatus.REJECTED, AgreementStatus.CANCELLED, AgreementStatus.DEPRECATED}
)
"""States that end a version for good; each bears its reason."""

REFUSED_STATES = frozenset({AgreementStatus.REJECTED, AgreementStatus.CANCELLED})
"""States of a newest version which leave the school to write another, while the placement goes on.

An abandoned one is not among them: who gave it up knows of it."""

TRANSITIONS: dict[Action, Transition] = {
    Action.EDIT: Transition(
        frozenset({AgreementStatus.DRAFT}), _SCHOOL, target=AgreementStatus.DRAFT
    ),
    Action.SEND: Transition(
        frozenset({AgreementStatus.DRAFT}), _SCHOOL, target=AgreementStatus.READY_TO_SIGN
    ),
    Action.CONFIRM: Transition(SIGNING, frozenset({Party.TUTOR})),
    Action.SIGN: Transition(SIGNING, frozenset({Party.REPRESENTATIVE, Party.APPRENTICE})),
    Action.ASK_CORRECTION: Transition(
        SIGNING,
        frozenset({Party.REPRESENTATIVE, Party.APPRENTICE, Party.TUTOR}),
        target=AgreementStatus.TO_CORRECT,
        needs_reason=True,
    ),
    Action.REVISE: Transition(
        _SENT,
        _SCHOOL,
        target=AgreementStatus.DEPRECATED,
        needs_reason=True,
        makes_version=True,
    ),
    Action.VALIDATE: Transition(
        frozenset({AgreementStatus.IN_REVIEW}), _SCHOOL, target=AgreementStatus.VALIDATED
    ),
    Action.REJECT: Transition(
        _SENT,
        frozenset({Party.SCHOOL, Party.REPRESENTATIVE, Party.APPRENTICE}),
        target=AgreementStatus.REJECTED,
        needs_reason=True,
    ),
    Action.CANCEL: Transition(
        frozenset({AgreementStatus.VALIDATED}),
        _SCHOOL,
        target=AgreementStatus.CANCELLED,
        needs_reason=True,
    ),
    Action.ABANDON: Transition(
        frozenset({AgreementStatus.DRAFT}),
        _SCHOOL,
        target=AgreementStatus.DEPRECATED,
        needs_reason=True,
    ),
    Action.AMEND: Transition(
        frozenset({AgreementStatus.VALIDATED}),
        _SCHOOL,
        target=AgreementStatus.VALIDATED,
        makes_version=True,
    ),
    Action.RENEW: Transition(CLOSED_STATES, _SCHOOL, makes_version=True),
}
"""One table for the pages, the buttons, the links and the commands. [FEATURES, own]"""

STATE_SENTENCES = {
    AgreementStatus.DRAFT: mark("Cette convention n’est pas encore envoyée."),
    AgreementStatus.READY_TO_SIGN: mark("Cette convention attend les signatures."),
    AgreementStatus.PARTIALLY_SIGNED: mark("Cette convention attend encore une signature."),
    AgreementStatus.TO_CORRECT: mark("Cette convention attend une correction de l’école."),
    AgreementStatus.IN_REVIEW: mark("Cette convention attend la signature de l’école."),
    AgreementStatus.VALIDATED: mark("Cette convention est signée par tous."),
    AgreementStatus.REJECTED: mark("Cette convention a été refusée."),
    AgreementStatus.CANCELLED: mark("Cette convention a été annulée."),
    AgreementStatus.DEPRECATED: mark(
        "Cette version ne sert plus : une autre la remplace, ou tout s’est arrêté."
    ),
}
"""What is said to somebody whose action comes too late, or too early."""

OUTSIDE = (Party.TUTOR, Party.REPRESENTATIVE, Party.APPRENTICE)
"""Those who are asked by link, in the order in which they are shown."""

SIGNERS = (Party.REPRESENTATIVE, Party.APPRENTICE, Party.SCHOOL)
"""Those who sign; the school last, once the others have."""

CONFIRMED_BY: dict[Section, frozenset[Party]] = {
    Section.PERIOD: frozenset({Party.REPRESENTATIVE, Party.APPRENTICE}),
    Section.SCHEDULE: frozenset({Party.REPRESENTATIVE, Party.APPRENTICE}),
    Section.PLACE: frozenset({Party.REPRESENTATIVE, Party.APPRENTICE}),
    Section.DUTIES: frozenset({Party.TUTOR, Party.REPRESENTATIVE, Party.APPRENTICE}),
    Section.PROTECTION: frozenset({Party.REPRESENTATIVE, Party.APPRENTICE}),
    Section.TUTOR: frozenset({Party.REPRESENTATIVE, Party.APPRENTICE}),
    Section.TRAINER: frozenset({Party.REPRESENTATIVE, Party.APPRENTICE}),
    Section.REPRESENTATIVE: frozenset({Party.REPRESENTATIVE}),
    Section.EMERGENCY: frozenset({Party.APPRENTICE}),
    Section.INTERRUPTION: frozenset({Party.REPRESENTATIVE, Party.APPRENTICE}),
    Section.BREAK_OFF: frozenset({Party.REPRESENTATIVE, Party.APPRENTICE}),
}
"""Who confirms a section; the tutor the duties alone."""

EVERY_AGREEMENT = frozenset(Section) - {Section.INTERRUPTION, Section.BREAK_OFF}

MAY_CHANGE: dict[AgreementKind, frozenset[Section]] = {
    AgreementKind.INITIAL: EVERY_AGREEMENT,
    AgreementKind.PERIOD: frozenset({Section.PERIOD, Section.SCHEDULE}),
    AgreementKind.PLACE: frozenset({Section.PLACE, Section.PROTECTION}),
    AgreementKind.DUTIES: frozenset({Section.DUTIES, Section.PROTECTION}),
    AgreementKind.TUTOR: frozenset({Section.TUTOR}),
    AgreementKind.TRAINER: frozenset({Section.TRAINER}),
    AgreementKind.INTERRUPTION: frozenset({Section.INTERRUPTION, Section.PERIOD}),
    AgreementKind.BREAK_OFF: frozenset({Section.BREAK_OFF}),
}
"""What an amendment is about; the representative of the day may be named in any of them."""

STOPPING = frozenset({AgreementKind.INTERRUPTION, AgreementKind.BREAK_OFF})
"""Amendments that stop work which has begun, for some days or for good."""

AMENDMENTS = tuple(kind for kind in AgreementKind if kind is not AgreementKind.INITIAL)


STALE_DRAFT = timedelta(days=60)
"""A draft in which nobody has written for two months is given up. [own]"""

LONGEST_TEXT = 2_000


def may_act(status: AgreementStatus, action: Action, party: Party) -> bool:
    """Tell whether a party may do something with a version in a state."""
    transition = TRANSITIONS[action]
    return status in transition.from_states and party in transition.parties


def actions_for(status: AgreementStatus, parties: Collection[Party]) -> list[Action]:
    """List what any of some parties may do with a version in a state, in the table's order."""
    return [one for one in Action if any(may_act(status, one, party) for party in parties)]


def changeable(kind: AgreementKind) -> frozenset[Section]:
    """Tell which sections a version of a kind may change."""
    return MAY_CHANGE[kind] | {Section.REPRESENTATIVE}


def sections_of(kind: AgreementKind) -> list[Section]:
    """List the sections that a version of a kind holds, in the order in which they are read."""
    held = EVERY_AGREEMENT | MAY_CHANGE[kind]
    return [one for one in Section if one in held]


def to_confirm(kind: AgreementKind, party: Party) -> list[Section]:
    """List the sections that a party confirms in a version of a kind."""
    return [one for one in sections_of(kind) if party in CONFIRMED_BY[one]]


def carried(
    confirmed: Iterable[tuple[Party, Section]], changed: Collection[Section]
) -> set[tuple[Party, Section]]:
    """Tell which confirmations stay when some sections change: those of the sections that do not.

    What the former tutor confirmed is not the new one's word; a new representative or tutor
    reads what their predecessor confirmed.
    """
    gone = set()
    if Section.TUTOR in changed:
        gone.add(Party.TUTOR)
    if Section.REPRESENTATIVE in changed:
        gone.add(Party.REPRESENTATIVE)
    return {
        (party, section)
        for party, section in confirmed
        if section not in changed and party not in gone
    }
