"""What is stated of an enterprise and of a tutor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from school.core.text import fold


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

    @property
    def is_set(self) -> bool:
        """Tell whether anything chooses."""
        return bool(self.text or self.department or self.sector)

    def keeps(self, name: str, department: str | None, sector: str | None) -> bool:
        """Tell whether an enterprise is shown; case and accents of its name do not matter."""
        return (
            all(word in fold(name) for word in fold(self.text).split())
            and (not self.department or self.department == department)
            and (not self.sector or self.sector == sector)
        )


def distinct(values: Iterable[str | None]) -> list[str]:
    """List the different values that are stated, as people sort them."""
    return sorted({value for value in values if value}, key=fold)
