"""The table of what people chose about messages."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from school.accounts.rules import Language
from school.core.clock import now
from school.core.database import Base, enum_type, reference_type
from school.messages.rules import News


class MessagePreference(Base):
    """What the reader of one address chose: their language, and how often they are told news."""

    __tablename__ = "message_preferences"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(reference_type(), unique=True)
    """A mail address in small letters, or a telephone number, as the outbox has it."""
    language: Mapped[Language | None] = mapped_column(enum_type(Language, "language"))
    news: Mapped[News] = mapped_column(enum_type(News, "news"), default=News.DAILY)
    changed_at: Mapped[datetime] = mapped_column(default=now)
