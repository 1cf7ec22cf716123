"""Integration clauses: the closed lists of EXCHANGE and INDICATORS §4."""

from enum import StrEnum


class ContractKind(StrEnum):
    """What is let to the operator."""

    WORKS = "works"
    DESIGN_BUILD = "design_build"
    CONCESSION = "concession"
    PUBLIC_PRIVATE = "public_private"
    LEASE = "lease"
    OPERATION = "operation"
    OTHER = "other"


class TrainingCounting(StrEnum):
    """How training hours count towards the integration quota."""

    NONE = "none"
    CAPPED = "capped"
    FULL = "full"


class Bucket(StrEnum):
    """Which quota hours belong to; the bucket decides, not the form of employment."""

    INTEGRATION = "integration"
    TRAINING = "training"


class HourForm(StrEnum):
    """How the person works for the contract."""

    DIRECT_HIRE = "direct_hire"
    TEMPORARY_WORK = "temporary_work"
    MADE_AVAILABLE = "made_available"
    SUBCONTRACT = "subcontract"
    TRAINING = "training"


class HourStatus(StrEnum):
    """Where an entry of hours stands."""

    PENDING = "pending"
    VALIDATED = "validated"
    REJECTED = "rejected"


class HourReason(StrEnum):
    """Why hours were rejected, taken back, or are another number than before."""

    NOT_ELIGIBLE = "not_eligible"
    NOT_PROVEN = "not_proven"
    NOT_ON_SITE = "not_on_site"
    COUNTED_TWICE = "counted_twice"
    MISTAKE = "mistake"
    LOGBOOK_CHANGED = "logbook_changed"
    OTHER = "other"


class NoticeKind(StrEnum):
    """What was notified under a contract."""

    FORMAL_NOTICE = "formal_notice"
    EXEMPTION_ACCEPTED = "exemption_accepted"
    LATE_REPORT = "late_report"
