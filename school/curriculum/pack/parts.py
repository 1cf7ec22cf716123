"""What every part of a curriculum is made of: codes, words in two languages, quantities."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
# No dash: the values of a repeated measure are named after it, with a dash and a number.
MeasureCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,36}$")]
Version = Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{1,3}$")]
Quantity = Annotated[Decimal, Field(gt=-(10**9), lt=10**9, decimal_places=6)]


class PackError(Exception):
    """A curriculum cannot be used: a line for each fault, with its file and line."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = list(faults)


class Part(BaseModel):
    """A part of a pack: unknown names are faults, and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Bilingual(Part):
    """The same words in French and in English."""

    fr: Words
    en: Words
