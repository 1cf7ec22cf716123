"""What a jury may decide: who sits, what a decision needs, and what it does to a way."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from school.certification.rules import Standing
from school.cohorts.rules import EnrolmentDates
from school.core.errors import InvalidInput, NotAllowed, mark

FEWEST_MEMBERS = 2
"""A president and somebody else: nobody certifies alone (set by the school)."""

LONGEST_REASON = 1000


class Outcome(StrEnum):
    """What a jury decides about a person."""

    CERTIFIED = "certified"
    ADJOURNED = "adjourned"


class Revocation(StrEnum):
    """Why a certificate is no longer valid, in words that anybody may read."""

    ERROR = "error"
    CORRECTED = "corrected"
    REPLACED = "replaced"
    FRAUD = "fraud"


@dataclass(frozen=True)
class Ruling:
    """A decision as it is stated: the outcome, its reason, and that of an exception.

    `derogation` is why somebody is certified who does not meet the conditions.
    """

    outcome: Outcome
    reason: str | None = None
    derogation: str | None = None


def check_members(members: Collection[int], president: int | None, barred: Collection[int]) -> None:
    """Refuse a jury that cannot sit; raises `InvalidInput` on the field at fault.

    The tutor of somebody in the cohort judged the work in the enterprise and does not sit
    (DOMAIN §5). `barred` are the members of staff who are such tutors.
    """
    if len(set(members)) < FEWEST_MEMBERS:
        raise InvalidInput(
            mark("Un jury compte au moins %(fewest)s membres."),
            "members",
            {"fewest": FEWEST_MEMBERS},
        )
    if president not in members:
        raise InvalidInput(mark("La présidence revient à l’un des membres."), "president")
    if set(members) & set(barred):
        raise InvalidInput(
            mark(
                "Un tuteur en entreprise de cette promotion ne siège pas au jury : il évalue "
                "pendant la formation."
            ),
            "members",
        )


def check_ruling(ruling: Ruling, standing: Standing) -> Ruling:
    """Complete a decision, or refuse it on the field at fault; raises `InvalidInput`.

    To adjourn needs a reason. To certify somebody who does not meet the conditions, or of whom
    they are not known, needs the reason of the exception; otherwise there is no exception.
    """
    if ruling.outcome is Outcome.ADJOURNED:
        if not ruling.reason:
            raise InvalidInput(
                mark("Dites pourquoi la décision est ajournée, et ce qu’il reste à faire."),
                "reason",
            )
        return replace(ruling, derogation=None)
    if standing is Standing.MET:
        return replace(ruling, derogation=None)
    if not ruling.derogation:
        raise InvalidInput(
            mark(
                "Toutes les conditions ne sont pas remplies : écrivez la raison de la "
                "dérogation. Elle restera visible."
            ),
            "derogation",
        )
    return ruling


def check_day(held_on: date, today: date) -> None:
    """Refuse a decision before the jury met; raises `NotAllowed`."""
    if held_on > today:
        raise NotAllowed(mark("Le jury ne s’est pas encore réuni."))


def check_not_oneself(own_trainee_ids: Collection[int], trainee_id: int) -> None:
    """Refuse a decision about oneself; raises `NotAllowed`."""
    if trainee_id in own_trainee_ids:
        raise NotAllowed(mark("Personne ne décide de son propre certificat."))


def dates_after_revocation(dates: EnrolmentDates) -> EnrolmentDates:
    """Take a path's certificate back: no longer certified, and at the end all the same.

    A certified person counts as having completed (INDICATORS §1), so whoever had no day of
    completion gets that of the certificate.
    """
    return replace(dates, certified_on=None, completed_on=dates.completed_on or dates.certified_on)
