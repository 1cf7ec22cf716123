"""The errors of the domain: what was refused, and on which field.

Messages are keys of translation: French text with named placeholders, translated where shown.
"""

from collections.abc import Mapping
from typing import Any


class DomainError(Exception):
    """A refusal that a person can understand: a message, the field at fault and its values."""

    def __init__(
        self, message: str, field: str | None = None, values: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.values = dict(values or {})

    def __str__(self) -> str:
        return self.message % self.values if self.values else self.message


class InvalidInput(DomainError):
    """What was given cannot be: the field says where."""


class NotAllowed(DomainError):
    """The state or the role does not allow this step."""


class NotFound(DomainError):
    """The thing does not exist, or is not for this person: both look the same."""


class StaleRecord(DomainError):
    """Somebody else changed the record since it was opened."""


class NeedsConfirmation(DomainError):
    """Possible, but odd: the person is asked before it is done."""


class DatabaseUnavailable(Exception):
    """The database cannot be reached, is missing, or cannot be written."""


def mark(message: str) -> str:
    """Mark a message for translation where it is written; it is translated where it is shown."""
    return message
