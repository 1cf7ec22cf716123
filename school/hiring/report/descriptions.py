"""How a fact came to be known: what was recorded first, and each correction, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from flask_babel import gettext

from school.hiring.labels import described
from school.hiring.queries import Fact


@dataclass(frozen=True)
class Chapter:
    """What was learned on one day."""

    day: date
    title: str
    text: str = ""
    kind: str = ""


def story_of(rows: Sequence[Fact]) -> list[Chapter]:
    """Tell the rows of a fact, the oldest first: the record, then what each correction changed."""
    first = Chapter(rows[0].recorded_on, gettext("Enregistrée"))
    return [
        first,
        *(
            Chapter(after.recorded_on, gettext("Correction"), _difference(before, after))
            for before, after in pairwise(rows)
        ),
    ]


def _difference(before: Fact, after: Fact) -> str:
    changes = [
        gettext("%(term)s : %(before)s → %(after)s", term=term, before=old, after=new)
        for (term, old), (_, new) in zip(described(before), described(after), strict=True)
        if old != new
    ]
    return gettext("\u00a0; ").join(changes)
