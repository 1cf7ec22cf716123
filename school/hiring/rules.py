"""Facts about work after training: offers, hires, situations and their evidence."""

from enum import StrEnum


class Contract(StrEnum):
    """The kind of contract of an offer or a hire (EXCHANGE, table hires)."""

    OPEN_ENDED = "open_ended"
    FIXED_TERM = "fixed_term"
    TEMPORARY = "temporary"
    APPRENTICESHIP = "apprenticeship"
    INTERNSHIP = "internship"


EMPLOYMENT_CONTRACTS = (Contract.OPEN_ENDED, Contract.FIXED_TERM, Contract.TEMPORARY)
"""Contracts that can count as a hire (INDICATORS §2, rule 4)."""


class Evidence(StrEnum):
    """How a fact is known: declared, confirmed by the employer, document seen (INDICATORS §1)."""

    DECLARED = "E1"
    CONFIRMED = "E2"
    DOCUMENT_SEEN = "E3"


class Decision(StrEnum):
    """What became of an offer."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class SituationKind(StrEnum):
    """What a person does when not employed (EXCHANGE, table situations)."""

    SELF_EMPLOYED = "self_employed"
    STUDYING = "studying"
    SEEKING = "seeking"
    INACTIVE = "inactive"
    DECEASED = "deceased"
    INSTITUTIONALISED = "institutionalised"
    MEDICAL = "medical"


class Status(StrEnum):
    """What an enrolment counts as, k months after its exit (INDICATORS §2)."""

    IMMATURE = "immature"
    EXCLUDED = "excluded"
    CONTINUING = "continuing"
    HIRED = "hired"
    SELF_EMPLOYED = "self_employed"
    NOT_HIRED = "not_hired"
    UNKNOWN = "unknown"
