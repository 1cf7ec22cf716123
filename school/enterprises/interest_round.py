"""Asking all the partners that said nothing yet of a year, at one stroke."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.closing import is_closed
from school.accounts.queries import schools_where
from school.enterprises.interest_operations import Recipient, ask, recipient_of
from school.enterprises.list_queries import silent_partners
from school.enterprises.partner_models import InterestQuestion
from school.messages.posting import can_be_written_to

ASKED_AGAIN_AFTER = timedelta(days=14)
"""Whoever was asked does not get the question again sooner by this way. [own]"""

MOST_ASKED = 100
"""Letters that one press of the button writes; the page says how many are left. [own]"""

MOST_LOOKED_AT = 500
"""Enterprises of which one press looks whether they can be written to. [own]"""


@dataclass(frozen=True)
class Round:
    """Who is asked, with the secret of each link; how many cannot be, and how many are left."""

    asked: list[tuple[InterestQuestion, Recipient, str]] = field(default_factory=list)
    unreachable: int = 0
    left: int = 0


def ask_silent_partners(session: Session, principal: Principal, today: date) -> Round:
    """Ask the partners of a person's open schools that said nothing of the year.

    Left out: who was asked within `ASKED_AGAIN_AFTER`, and who can be written to by no way, for a
    question that nobody receives is none.
    """
    known = schools_where(session, principal, Permission.MANAGE_ENTERPRISES)
    schools = {one.id: one for one in known if not is_closed(one)}
    silent = silent_partners(session, schools, today.year, today - ASKED_AGAIN_AFTER)
    asked: list[tuple[InterestQuestion, Recipient, str]] = []
    unreachable = looked_at = 0
    for enterprise, school_id in silent[:MOST_LOOKED_AT]:
        if len(asked) == MOST_ASKED:
            break
        looked_at += 1
        if not can_be_written_to(recipient_of(session, enterprise, today)):
            unreachable += 1
            continue
        recipient, question, secret = ask(
            session, principal.name, enterprise, schools[school_id], today.year
        )
        asked.append((question, recipient, secret))
    return Round(asked, unreachable, len(silent) - looked_at)
