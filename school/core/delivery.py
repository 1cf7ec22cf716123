"""How a message comes to its reader: by what way, how urgent, in which state, when tried again."""

from datetime import datetime, timedelta
from enum import StrEnum


class MessageChannel(StrEnum):
    """The way a message takes."""

    MAIL = "mail"
    SMS = "sms"


class Need(StrEnum):
    """Why a message is written: so that its reader acts, or only that they know."""

    ACT = "act"
    INFORM = "inform"


class MessageState(StrEnum):
    """Where a message is on its way."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    GIVEN_UP = "given_up"
    GATHERED = "gathered"
    WITHHELD = "withheld"


class DeliveryStep(StrEnum):
    """What may happen to a message."""

    TAKE = "take"
    ACCEPT = "accept"
    FAIL = "fail"
    GIVE_UP = "give_up"
    GATHER = "gather"
    WITHHOLD = "withhold"
    SEND_AGAIN = "send_again"


TRANSITIONS: dict[DeliveryStep, tuple[frozenset[MessageState], MessageState]] = {
    DeliveryStep.TAKE: (
        # What was taken and never settled is taken again: its sender was stopped half-way.
        frozenset({MessageState.QUEUED, MessageState.FAILED, MessageState.SENDING}),
        MessageState.SENDING,
    ),
    DeliveryStep.ACCEPT: (frozenset({MessageState.SENDING}), MessageState.SENT),
    DeliveryStep.FAIL: (frozenset({MessageState.SENDING}), MessageState.FAILED),
    DeliveryStep.GIVE_UP: (frozenset({MessageState.SENDING}), MessageState.GIVEN_UP),
    DeliveryStep.GATHER: (frozenset({MessageState.QUEUED}), MessageState.GATHERED),
    DeliveryStep.WITHHOLD: (frozenset({MessageState.QUEUED}), MessageState.WITHHELD),
    DeliveryStep.SEND_AGAIN: (
        frozenset({MessageState.FAILED, MessageState.GIVEN_UP}),
        MessageState.QUEUED,
    ),
}
"""For each step, the states it is taken from and the one it leads to."""

WAITING = TRANSITIONS[DeliveryStep.TAKE][0]
"""The states of what is still to be sent; it is then the sender's turn, else nobody's."""

SCHOOL_ACTS = frozenset({MessageState.GIVEN_UP})
"""The states in which it is the school's turn: to mend the address, or to call."""

RETRY_DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
"""How long to wait after the first failure, the second, and so on: two days in all."""

MAXIMUM_ATTEMPTS = len(RETRY_DELAYS) + 1
"""Tries after which a message stays unsent, so that it does not keep others waiting."""

LEASE = timedelta(minutes=15)
"""How long one sender alone may be busy with a message before another takes it."""


def after_failure(attempts: int, permanent: bool) -> DeliveryStep:
    """Tell what follows a failed try: another one, or none where no other would help."""
    if permanent or attempts >= MAXIMUM_ATTEMPTS:
        return DeliveryStep.GIVE_UP
    return DeliveryStep.FAIL


def next_try(attempts: int, at: datetime) -> datetime:
    """Tell when a message is tried again after so many failures, the last of them at a moment."""
    return at + RETRY_DELAYS[min(max(attempts, 1), len(RETRY_DELAYS)) - 1]
