"""Somebody whom enterprises are asked about, with the people of the school around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.enterprises.consultations.models import Consultation
from school.placements.agreements.models import AgreementVersion
from school.placements.evaluations.models import Evaluation
from school.placements.immersion.models import Absence, Accident
from school.placements.models import LogbookDay, Placement
from school.placements.proposals.models import PlacementProposal
from school.visits.models import Visit

WHO, WHY = "Quelqu’un", "Dit en quelques mots"
Row = TypeVar("Row", AgreementVersion, Absence, Accident, Evaluation, LogbookDay, Visit)
Choice = TypeVar("Choice")


@dataclass
class Life:
    """Somebody proposed for a post and, elsewhere, directly; and what the school does meanwhile."""

    session: Session
    director: Principal
    trainer: Principal
    proposal: PlacementProposal
    direct: Placement
    consultation: Consultation
    clock: time_machine.Traveller

    @property
    def placement(self) -> Placement:
        """What came of the proposal for a post, else what was proposed directly."""
        return self.proposal.placement or self.direct

    @property
    def placements(self) -> list[Placement]:
        """All that enterprises were asked directly, or have said yes to."""
        return [one for one in (self.direct, self.proposal.placement) if one is not None]

    def rows(self, kind: type[Row]) -> Sequence[Row]:
        """List the records of a kind about the placement, in the order they were made."""
        query = select(kind).where(kind.placement_id == self.placement.id).order_by(kind.id)
        return self.session.scalars(query).all()


def one_of(choices: Sequence[Choice], number: int) -> Choice:
    """Choose by a number, whatever number it is."""
    return choices[number % len(choices)]
