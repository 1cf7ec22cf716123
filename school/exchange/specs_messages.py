"""The table of what readers chose about messages, by the address at which they are written to."""

from dataclasses import dataclass

from school.accounts.identifiers import normal_identifier
from school.accounts.rules import Language
from school.core.errors import mark
from school.exchange.kinds import Choice, Code, Unreadable
from school.exchange.specs import Column, TableSpec
from school.messages.models import MessagePreference
from school.messages.rules import News


@dataclass(frozen=True)
class ReaderAddress(Code):
    """A mail address in small letters, or a telephone number with its country's code."""

    def parse(self, text: str) -> str:
        """Read an address in any form, and keep the one by which the outbox knows it."""
        found = normal_identifier(super().parse(text))
        if found is None:
            raise Unreadable(mark("une adresse comme nom@exemple.org ou un numéro de téléphone"))
        return found


MESSAGE_PREFERENCES = TableSpec(
    MessagePreference,
    key=("address",),
    columns=(
        Column("address", ReaderAddress(), required=True),
        Column("language", Choice(Language)),
        Column("news", Choice(News), required=True),
    ),
)

SPECS = (MESSAGE_PREFERENCES,)
