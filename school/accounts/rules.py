"""Roles, languages, purposes of signed links and how long each lives."""

from datetime import timedelta
from enum import StrEnum


class StaffRole(StrEnum):
    """What a member of staff is (EXCHANGE, table staff)."""

    DIRECTOR = "director"
    TRAINER = "trainer"
    MINISTRY = "ministry"


class MemberRole(StrEnum):
    """For whom somebody speaks about integration clauses: an operator, or an authority."""

    OFFICER = "integration_officer"
    READER = "authority_reader"


class Language(StrEnum):
    """The two languages of the program."""

    FRENCH = "fr"
    ENGLISH = "en"


class LinkPurpose(StrEnum):
    """The one thing a signed link allows."""

    CONFIRM_PLACEMENT = "confirm_placement"
    VALIDATE_WEEK = "validate_week"
    DECLARE_OFFER = "declare_offer"
    SET_PASSWORD = "set_password"  # noqa: S105
    SITUATION = "situation"
    EMPLOYMENT = "employment"
    RATE_COMPETENCIES = "rate_competencies"
    EVALUATE_PLACEMENT = "evaluate_placement"
    AGREEMENT_REPRESENTATIVE = "agreement_representative"
    AGREEMENT_APPRENTICE = "agreement_apprentice"
    AGREEMENT_TUTOR = "agreement_tutor"
    ANSWER_PROPOSAL = "answer_proposal"
    STATE_INTEREST = "state_interest"
    ANSWER_CONSULTATION = "answer_consultation"
    READ_CONSULTATION = "read_consultation"
    AGREED_ACTIONS = "agreed_actions"
    ASSESS_TEAM = "assess_team"


LINK_LIFETIMES = {
    LinkPurpose.CONFIRM_PLACEMENT: timedelta(days=30),
    LinkPurpose.VALIDATE_WEEK: timedelta(days=21),
    LinkPurpose.DECLARE_OFFER: timedelta(days=60),
    LinkPurpose.SET_PASSWORD: timedelta(hours=2),
    LinkPurpose.SITUATION: timedelta(days=60),
    LinkPurpose.EMPLOYMENT: timedelta(days=60),
    LinkPurpose.RATE_COMPETENCIES: timedelta(days=30),
    LinkPurpose.EVALUATE_PLACEMENT: timedelta(days=30),
    LinkPurpose.AGREEMENT_REPRESENTATIVE: timedelta(days=30),
    LinkPurpose.AGREEMENT_APPRENTICE: timedelta(days=30),
    LinkPurpose.AGREEMENT_TUTOR: timedelta(days=30),
    LinkPurpose.ANSWER_PROPOSAL: timedelta(days=60),
    LinkPurpose.STATE_INTEREST: timedelta(days=60),
    LinkPurpose.ANSWER_CONSULTATION: timedelta(days=45),
    LinkPurpose.READ_CONSULTATION: timedelta(days=60),
    LinkPurpose.AGREED_ACTIONS: timedelta(days=60),
    LinkPurpose.ASSESS_TEAM: timedelta(days=30),
}

SESSION_LIFETIME = timedelta(days=30)

MINIMUM_PASSWORD_LENGTH = 10
"""Characters; length is what protects a password (NIST SP 800-63B)."""

ATTEMPT_WINDOW = timedelta(minutes=15)
ATTEMPTS_PER_IDENTIFIER = 8
ATTEMPTS_PER_ADDRESS = 40
