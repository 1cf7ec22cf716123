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


class Channel(StrEnum):
    """How somebody was asked what became of them."""

    CALL = "call"
    MESSAGE = "message"
    MAIL = "mail"
    VISIT = "visit"


class AttemptOutcome(StrEnum):
    """What an attempt to reach somebody led to."""

    LINK_SENT = "link_sent"
    REACHED = "reached"
    NO_ANSWER = "no_answer"
    WRONG_CONTACT = "wrong_contact"
    REFUSED = "refused"
    CALL_BACK = "call_back"


class CheckAnswer(StrEnum):
    """What an employer said of a hire that a person declared."""

    CONFIRMED = "confirmed"
    CONTESTED = "contested"


class Settlement(StrEnum):
    """How a contested hire was settled."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class Proof(StrEnum):
    """What shows that somebody does what they say: a document, or a person who is named."""

    BUSINESS_REGISTRATION = "business_registration"
    INVOICE = "invoice"
    ENROLMENT_CERTIFICATE = "enrolment_certificate"
    STUDENT_CARD = "student_card"
    OTHER_DOCUMENT = "other_document"
    NAMED_PERSON = "named_person"

    @property
    def evidence(self) -> Evidence:
        """How well the fact is known then: said by who is named, or seen on paper (§1)."""
        return Evidence.CONFIRMED if self is Proof.NAMED_PERSON else Evidence.DOCUMENT_SEEN
