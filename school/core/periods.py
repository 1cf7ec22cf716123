"""Days as people state them: one after the other, and written into the words of a refusal."""

from datetime import date

from school.core.errors import InvalidInput, mark


def check_order(first: date | None, last: date | None, field: str) -> None:
    """Refuse a period that ends before it starts, on a field; a day not stated is open."""
    if first is not None and last is not None and last < first:
        raise InvalidInput(mark("La fin vient avant le début."), field)


def written_day(day: date | None) -> str:
    """Write a day for a refusal, whose words know no reader's language; « … » without a day."""
    return f"{day:%d/%m/%Y}" if day else "…"
