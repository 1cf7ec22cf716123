"""What is stated of an enterprise and of a tutor."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from school.core.text import fold
from school.enterprises.partner_rules import InterestTerms

SILENT = "silent"
"""Chooses the enterprises that said nothing yet of the year."""


@dataclass(frozen=True)
class EnterpriseDetails:
    """What a person states of an enterprise."""

    name: str
    tax_id: str | None = None
    sector: str | None = None
    department: str | None = None
    phone: str | None = None
    email: str | None = None
    partner_since: date | None = None


@dataclass(frozen=True)
class TutorDetails:
    """What a person states of a tutor."""

    name: str
    job: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class EnterpriseFilter:
    """Which enterprises a list shows; what is empty does not choose."""

    text: str = ""
    department: str = ""
    sector: str = ""
    answer: str = ""
    """A status of `InterestStatus`, or `SILENT`."""
    works_with: str = ""

    @property
    def is_set(self) -> bool:
        """Tell whether anything chooses."""
        return self != EnterpriseFilter()

    def keeps(
        self,
        name: str,
        department: str | None,
        sector: str | None,
        site_departments: Collection[str] = (),
    ) -> bool:
        """Tell whether an enterprise is shown; case and accents of its name do not matter."""
        return (
            all(word in fold(name) for word in fold(self.text).split())
            and (not self.department or self.department in {department, *site_departments})
            and (not self.sector or self.sector == sector)
        )

    def keeps_answer(self, terms: InterestTerms, year: int) -> bool:
        """Tell whether an enterprise is shown by what it says of hosting, or says nothing of."""
        if self.answer == SILENT:
            return terms.year != year
        return terms.answered_on is not None and terms.status.value == self.answer

    def keeps_techniques(self, names: Iterable[str]) -> bool:
        """Tell whether an enterprise works with something that has every word looked for."""
        words = fold(self.works_with).split()
        return any(all(word in fold(name) for word in words) for name in names)


def distinct(values: Iterable[str | None]) -> list[str]:
    """List the different values that are stated, as people sort them."""
    return sorted({value for value in values if value}, key=fold)
