"""Who suits a post: people put in order by what the post asks, each with the reasons why.

The order knows nothing of anybody's sex, name or age. It is, one after the other: the same path
as the post, free at its dates, the share of the competencies asked for that are acquired, the
same department, the fewer proposals had so far. [own]
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from school.curriculum.competency_rules import Key


class Before(StrEnum):
    """What a person's proposal for the very post has come to, if there is one."""

    NONE = "none"
    OPEN = "open"
    ACCEPTED = "accepted"
    CLOSED = "closed"


@dataclass(frozen=True)
class PostAsked:
    """What a post asks for."""

    path_id: int
    department: str | None
    starts_on: date
    ends_on: date
    competencies: tuple[Key, ...]


@dataclass(frozen=True)
class Candidate:
    """What is known of a person in training."""

    trainee: str
    path_id: int
    department: str | None
    acquired: frozenset[Key] = field(default_factory=frozenset)
    taken_until: date | None = None
    leaves_on: date | None = None
    proposals: int = 0
    before: Before = Before.NONE


@dataclass(frozen=True)
class Match:
    """How a person suits a post, and all that says so."""

    candidate: Candidate
    same_path: bool
    is_free: bool
    in_time: bool
    has: tuple[Key, ...]
    lacks: tuple[Key, ...]
    same_department: bool

    @property
    def share(self) -> float:
        """The share of the competencies asked for that are acquired; 1 when none is asked."""
        asked = len(self.has) + len(self.lacks)
        return len(self.has) / asked if asked else 1.0

    @property
    def may_be_proposed(self) -> bool:
        """Tell whether the person is not proposed for the post already."""
        return self.candidate.before in {Before.NONE, Before.CLOSED}

    @property
    def order(self) -> tuple[object, ...]:
        """What decides who comes first; the code alone when all else is equal."""
        return (
            not self.may_be_proposed,
            not self.same_path,
            not (self.is_free and self.in_time),
            -self.share,
            not self.same_department,
            self.candidate.proposals,
            self.candidate.trainee,
        )


def match(post: PostAsked, candidate: Candidate) -> Match:
    """Compare what a post asks with what is known of a person."""
    leaves = candidate.leaves_on
    return Match(
        candidate,
        same_path=candidate.path_id == post.path_id,
        is_free=candidate.taken_until is None,
        in_time=leaves is None or leaves >= post.ends_on,
        has=_kept(post.competencies, candidate.acquired, held=True),
        lacks=_kept(post.competencies, candidate.acquired, held=False),
        same_department=post.department is not None and candidate.department == post.department,
    )


def ranked(post: PostAsked, candidates: Iterable[Candidate]) -> list[Match]:
    """Put people in the order in which they suit a post."""
    return sorted((match(post, one) for one in candidates), key=lambda one: one.order)


def _kept(asked: Sequence[Key], acquired: Collection[Key], *, held: bool) -> tuple[Key, ...]:
    return tuple(key for key in asked if (key in acquired) is held)
