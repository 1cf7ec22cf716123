"""« À qui le tour »: what waits, for whom, and since when."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from flask import url_for
from flask_babel import gettext, ngettext

from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from school.visits.contact.labels import STEPS
from school.visits.contact.queries import Standing
from school.visits.contact.rules import Due
from school.visits.labels import KINDS
from school.visits.models import Visit
from school.visits.rules import is_late
from school.web.filters import day as day_words
from school.web.filters import of

PATIENCE_DAYS = 7
"""Days without an answer after which a proposal is shown as late."""


class HasKind(Protocol):
    """What waits and says whether it is late, ours or somebody else's."""

    @property
    def who_kind(self) -> str:
        """One of late, ours, theirs, done and off."""


Ranked = TypeVar("Ranked", bound=HasKind)


@dataclass(frozen=True)
class Turn:
    """One thing that waits: what, whose turn, and since when."""

    title: str
    url: str
    who_kind: str
    who_label: str
    text: str
    since: str


def placement_turns(placements: Iterable[Placement], today: date) -> list[Turn]:
    """Say of each placement that waits what it waits for."""
    return [_placement_turn(one, today) for one in placements]


def visit_turns(visits: Iterable[Visit], today: date, own_staff_id: int | None) -> list[Turn]:
    """Say of each visit due or late who must make it."""
    return [_visit_turn(one, today, own_staff_id) for one in visits]


def contact_turns(
    silent: Iterable[Standing], visits: Iterable[Visit], today: date, own_staff_id: int | None
) -> list[Turn]:
    """Say of each placement without contact in time who must take it up.

    Where a visit to it is late and listed already, that says the same.
    """
    listed = {one.placement_id for one in visits if is_late(one.planned_on, one.done_on, today)}
    return [
        _contact_turn(one, one.due, today, own_staff_id)
        for one in silent
        if one.due is not None and one.placement.id not in listed
    ]


def in_order(kinds: Iterable[Sequence[Ranked]]) -> list[Ranked]:
    """Put what is late first, then what is ours, then what is others'; of each, kinds in turn.

    Many of one kind push nothing of another kind off a short list.
    """
    rank = {"late": 0, "ours": 1, "theirs": 2}
    placed: list[tuple[tuple[int, int, int], Ranked]] = []
    for kind, turns in enumerate(kinds):
        before: Counter[int] = Counter()
        for turn in turns:
            urgency = rank.get(turn.who_kind, 3)
            placed.append(((urgency, before[urgency], kind), turn))
            before[urgency] += 1
    return [turn for _, turn in sorted(placed, key=lambda one: one[0])]


def _placement_turn(one: Placement, today: date) -> Turn:
    waits_for_enterprise = one.status is PlacementStatus.PROPOSED
    since = one.proposed_on if waits_for_enterprise else one.confirmed_on
    waited = (today - since).days if since else 0
    if waits_for_enterprise:
        what = gettext("Confirmer le placement %(of_name)s", of_name=of(one.trainee.full_name))
        kind, who = ("late" if waited > PATIENCE_DAYS else "theirs"), gettext("Entreprise")
    else:
        what = gettext("Démarrer le placement %(of_name)s", of_name=of(one.trainee.full_name))
        kind, who = "ours", gettext("École")
    return Turn(
        title=what,
        url=url_for("placements.show", reference=one.reference),
        who_kind=kind,
        who_label=who,
        text=one.enterprise.name,
        since=ngettext("depuis %(num)s jour", "depuis %(num)s jours", waited) if waited > 0 else "",
    )


def _contact_turn(one: Standing, due: Due, today: date, own_staff_id: int | None) -> Turn:
    own = one.keeper is not None and one.keeper.id == own_staff_id
    placement = one.placement
    return Turn(
        title=gettext(
            "%(step)s : %(name)s chez %(enterprise)s",
            step=str(STEPS[due.step]),
            name=placement.trainee.full_name,
            enterprise=placement.enterprise.name,
        ),
        url=url_for("visits.contact", placement=placement.reference),
        who_kind="late",
        who_label=gettext("Vous") if own else one.keeper.name if one.keeper else gettext("École"),
        text=gettext("Sans contact à temps"),
        since=ngettext("%(num)s jour de retard", "%(num)s jours de retard", (today - due.by).days),
    )


def _visit_turn(one: Visit, today: date, own_staff_id: int | None) -> Turn:
    late = is_late(one.planned_on, one.done_on, today)
    own = one.trainer_id is not None and one.trainer_id == own_staff_id
    who = gettext("Vous") if own else one.trainer.name if one.trainer else gettext("Formation")
    overdue = (today - one.planned_on).days if one.planned_on else 0
    return Turn(
        title=gettext(
            "%(kind)s : %(name)s chez %(enterprise)s",
            kind=str(KINDS[one.kind]),
            name=one.placement.trainee.full_name,
            enterprise=one.placement.enterprise.name,
        ),
        url=url_for("visits.show", reference=one.reference),
        who_kind="late" if late else "ours" if own else "theirs",
        who_label=who,
        text="",
        since=ngettext("%(num)s jour de retard", "%(num)s jours de retard", overdue)
        if late
        else day_words(one.planned_on),
    )
