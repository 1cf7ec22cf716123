"""What the pages and the paper of a consultation show, put together from what was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from school.enterprises.consultations import answer_queries, queries
from school.enterprises.consultations.labels import item_words
from school.enterprises.consultations.models import (
    Consultation,
    ConsultationAnswer,
    ConsultationDecision,
    ConsultationItem,
)
from school.enterprises.consultations.rules import (
    Ballot,
    ItemKind,
    Result,
    Said,
    Weighting,
    awaits_version,
    results,
    weight_of,
)


@dataclass(frozen=True)
class ResultRow:
    """An item with what came out for it and what was decided of it; `share` is of all points."""

    item: ConsultationItem
    words: str
    result: Result
    share: Decimal
    decision: ConsultationDecision | None

    @property
    def awaits_version(self) -> bool:
        """Tell whether what was decided awaits the version that carries it out."""
        return self.decision is not None and awaits_version(
            self.decision.verdict, self.decision.version_id
        )


@dataclass(frozen=True)
class Results:
    """What came out of a consultation: who was asked, who counted, each kind in its order."""

    asked: int
    answered: int
    counted: int
    by_kind: Mapping[ItemKind, Sequence[ResultRow]]

    @property
    def undecided(self) -> int:
        """How many items still await the committee."""
        return sum(row.decision is None for rows in self.by_kind.values() for row in rows)

    @property
    def unnamed(self) -> int:
        """How many decisions await the version of the curriculum that carries them out."""
        return sum(row.awaits_version for rows in self.by_kind.values() for row in rows)


@dataclass(frozen=True)
class Voice:
    """An answer that counts, and the places by which it may weigh."""

    answer: ConsultationAnswer
    places: int | None

    def weight(self, weighting: Weighting) -> int:
        """Tell how often the answer counts."""
        return weight_of(Ballot((), self.places), weighting)


def voices_of(session: Session, consultation: Consultation) -> list[Voice]:
    """List the answers that count, with the places they offer.

    Whoever does not say how many in the answer offers what it stated for the year that follows.
    """
    return [
        Voice(one, stated if one.places is None else one.places)
        for one, stated in answer_queries.latest_answers(session, consultation)
    ]


def results_of(
    session: Session, consultation: Consultation, voices: Sequence[Voice], asked: int
) -> Results:
    """Read the decisions that count, and put the items in the order of the answers."""
    decisions = queries.latest_decisions(session, consultation)
    return Results(
        asked=asked,
        answered=len(voices),
        counted=sum(one.weight(consultation.weighting) > 0 for one in voices),
        by_kind={kind: ranked(consultation, kind, voices, decisions) for kind in ItemKind},
    )


def present_results(session: Session, consultation: Consultation) -> Results:
    """Read all that came out of a consultation until now."""
    asked = answer_queries.asked_count(session, consultation)
    return results_of(session, consultation, voices_of(session, consultation), asked)


def ranked(
    consultation: Consultation,
    kind: ItemKind,
    voices: Sequence[Voice],
    decisions: Mapping[int, ConsultationDecision],
) -> list[ResultRow]:
    """Put the items of a kind in the order of some answers."""
    items = {one.id: one for one in consultation.items if one.kind is kind}
    ballots = [
        Ballot(
            tuple(one.item_id for one in voice.answer.choices if one.item_id in items), voice.places
        )
        for voice in voices
    ]
    found = results(list(items), ballots, consultation.weighting)
    total = sum(one.points for one in found)
    return [
        ResultRow(
            items[one.item],
            item_words(items[one.item]),
            one,
            Decimal(one.points) / total if total else Decimal(0),
            decisions.get(one.item),
        )
        for one in found
    ]


def choices_of(consultation: Consultation) -> dict[ItemKind, list[tuple[str, str]]]:
    """Give the items of each kind as boxes offer them; a kind without items is left out."""
    found: dict[ItemKind, list[tuple[str, str]]] = {}
    for item in consultation.items:
        found.setdefault(item.kind, []).append((str(item.id), item_words(item)))
    return found


def said_in(consultation: Consultation, answer: ConsultationAnswer) -> Said:
    """Give what an answer says, to be shown or corrected."""
    kinds = {one.id: one.kind for one in consultation.items}

    def named(kind: ItemKind) -> tuple[int, ...]:
        return tuple(one.item_id for one in answer.choices if kinds[one.item_id] is kind)

    return Said(
        modules=named(ItemKind.MODULE),
        technologies=named(ItemKind.TECHNOLOGY),
        places=answer.places,
        hires=answer.hires,
        hiring_for=answer.hiring_for,
        lacking=answer.lacking,
    )


def words_of(consultation: Consultation) -> dict[int, str]:
    """Name each item of a consultation by its number."""
    return {item.id: item_words(item) for item in consultation.items}
