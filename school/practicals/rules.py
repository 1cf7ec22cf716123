"""Practical assessments: verdicts."""

from enum import StrEnum


class Verdict(StrEnum):
    """What an assessment found (EXCHANGE, table assessments)."""

    ACQUIRED = "acquired"
    IN_PROGRESS = "in_progress"
    NOT_ACQUIRED = "not_acquired"
