"""What a question file holds that cannot be kept as it is: nothing disappears without a word."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from school.curriculum.pack.questions import Question


class FileError(ValueError):
    """A question file that cannot be read at all."""


class CannotKeep(ValueError):
    """A question that the other side has no kind for; the message is the reason."""


class Outcome(StrEnum):
    """Whether a question is missing from the result, or is there with something changed."""

    LEFT_OUT = "left_out"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Finding:
    """A question by its name (empty for the file as a whole), what became of it, and why."""

    name: str
    outcome: Outcome
    reason: str


@dataclass
class Findings:
    """Findings in the order of the file, then those of the file as a whole."""

    listed: list[Finding] = field(default_factory=list)
    _often: Counter[str] = field(default_factory=Counter)

    def left_out(self, name: str, reason: str) -> None:
        """Say that a question is not in the result."""
        self.listed.append(Finding(name, Outcome.LEFT_OUT, reason))

    def changed(self, name: str, reason: str) -> None:
        """Say once that a question is in the result without everything it had."""
        finding = Finding(name, Outcome.CHANGED, reason)
        if finding not in self.listed[-20:]:
            self.listed.append(finding)

    def often(self, reason: str) -> None:
        """Count what most questions of a file lose; it is said once, with the number."""
        self._often[reason] += 1

    def all(self) -> tuple[Finding, ...]:
        """Give everything that was found."""
        totals = [
            Finding("", Outcome.CHANGED, f"{reason} (questions: {number})")
            for reason, number in self._often.items()
        ]
        return (*self.listed, *totals)


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, and the questions that it could not hold."""

    text: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """The questions that were read, in the order of the file, and what was found."""

    questions: tuple[Question, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Destination:
    """Where imported questions go that do not say it: a lesson, competencies.

    `lessons` are those of the module: a category or tag that names another is not followed.
    """

    lesson: str
    competencies: Sequence[str]
    lessons: frozenset[str] = frozenset()
