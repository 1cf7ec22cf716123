"""What is stated of a person, and when two people may be one."""

from dataclasses import dataclass
from datetime import date

from school.cohorts.rules import Sex
from school.core.errors import InvalidInput, mark


def full_name(given_names: str | None, family_name: str) -> str:
    """Name somebody as people introduce themselves: given names, then the family name."""
    return f"{given_names} {family_name}" if given_names else family_name


@dataclass(frozen=True)
class PersonDetails:
    """What somebody states when applying, or has corrected later."""

    family_name: str
    given_names: str | None = None
    sex: Sex | None = None
    born_on: date | None = None
    department: str | None = None
    education_level: str | None = None
    phone: str | None = None
    email: str | None = None
    disability: bool | None = None


@dataclass(frozen=True)
class LikelyDouble:
    """A person whom the school knows already and who may be the one being entered."""

    reference: str
    name: str
    born_on: date | None
    cohorts: str


def check_birth(born_on: date | None, today: date) -> None:
    """Refuse a birth to come; raises `InvalidInput`."""
    if born_on is not None and born_on > today:
        raise InvalidInput(mark("Personne n’est né dans l’avenir."), "born_on")


def may_be_born_alike(first: date | None, second: date | None) -> bool:
    """Tell whether two birth dates do not tell two people apart: equal, or one is not stated."""
    return first is None or second is None or first == second
