"""What the posts asked and what was done of it, and the absences and accidents told."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from school.core.calendar import monday_of
from school.demo import story
from school.demo.draft import Draft, Row
from school.demo.immersion import Immersion
from school.placements.agreements.models import PlacementDuty
from school.placements.immersion.models import Absence, Accident, LogbookDuty
from school.placements.immersion.rules import (
    RUN_STATES,
    AbsenceReason,
    AbsenceStatus,
    AccidentStatus,
    Care,
    DutyLevel,
)
from school.placements.models import LogbookDay
from school.placements.rules import PlacementStatus

DUTIES = {
    "deployment": (
        ("Tirer des câbles en conduite et en aérien", ("D1/D1.1", "D1/D1.2")),
        ("Préparer et fermer un boîtier étanche", ("D2/D2.1",)),
        ("Souder et loger des fibres en cassette", ("D2/D2.2", "F0/F0.1")),
        ("Raccorder un client et mettre en service", ("D3/D3.1",)),
        ("Baliser le chantier et tenir les consignes", ("F0/F0.2",)),
    ),
    "planning": (
        ("Relever des appuis et des chambres sur le terrain", ("P1/P1.1",)),
        ("Reporter le relevé sur les plans", ("P1/P1.2",)),
        ("Dessiner un plan de soudure", ("P2/P2.1", "F0/F0.1")),
        ("Calculer un bilan optique", ("P2/P2.2",)),
        ("Monter un dossier d’exécution", ("P3/P3.1",)),
    ),
    "maintenance": (
        ("Mesurer au réflectomètre dans les deux sens", ("M1/M1.1", "F0/F0.1")),
        ("Localiser un défaut", ("M2/M2.1",)),
        ("Réparer une coupure avec l’équipe", ("M2/M2.2",)),
        ("Nettoyer et contrôler des connecteurs", ("M1/M1.2",)),
        ("Rendre compte d’une intervention", ("M3/M3.1",)),
    ),
}
"""The duties of each trade, with the competencies they call on."""

SIGNED_BEFORE = timedelta(days=5)
"""How long before work begins its agreement, and the duties it lists, come into force."""

ABSENT_EVERY = 9
HURT_EVERY = 23
"""One placement in so many has an absence, or an accident."""


@dataclass
class Immersed:
    """A placement that ran, with the days of its logbook."""

    immersion: Immersion
    days: list[Row]

    @property
    def reference(self) -> str:
        """The reference of the placement."""
        return str(self.immersion.row["reference"])


def write_duties(
    draft: Draft, random: Random, immersions: Iterable[Immersion], today: date
) -> None:
    """Write the duties of the placements that ran, how they were done, and what went otherwise."""
    days: dict[str, list[Row]] = defaultdict(list)
    for row in draft.rows[LogbookDay]:
        days[row["placement"]].append(row)
    ran = [one for one in immersions if one.row["status"] in RUN_STATES]
    for number, immersion in enumerate(ran):
        one = Immersed(immersion, days[immersion.row["reference"]])
        _write(draft, random, one)
        is_told = immersion.person.name == story.APPRENTICE_NAME
        if is_told or number % ABSENT_EVERY == 4:
            _be_absent(draft, one, number)
        if is_told or number % HURT_EVERY == 7:
            _be_hurt(draft, one, today)


def _write(draft: Draft, random: Random, one: Immersed) -> None:
    duties = DUTIES[one.immersion.group.story.path]
    validated: dict[date, date | None] = {}
    for day in one.days:
        validated.setdefault(monday_of(day["date"]), day["validated_on"])
    is_apprentice = one.immersion.person.name == story.APPRENTICE_NAME
    never = 3 if is_apprentice or random.random() < 0.4 else None
    for position, (wording, competencies) in enumerate(duties, start=1):
        duty = draft.add(
            PlacementDuty,
            reference=f"DU-{len(draft.rows[PlacementDuty]) + 1:04d}",
            placement=one.reference,
            position=position,
            wording=wording,
            competencies=list(competencies),
            since_version=1,
            since_on=one.immersion.row["starts_on"] - SIGNED_BEFORE,
        )
        if position != never:
            _do(draft, random, duty, validated)


def _do(draft: Draft, random: Random, duty: Row, weeks: dict[date, date | None]) -> None:
    ladder = [DutyLevel.SHOWN, DutyLevel.HELPED, DutyLevel.HELPED, DutyLevel.ALONE]
    met = 0
    for monday, validated_on in sorted(weeks.items()):
        if random.random() < 0.35:
            continue
        level = ladder[min(met, len(ladder) - 1)]
        draft.add(
            LogbookDuty,
            duty=duty["reference"],
            week=monday,
            level=level,
            validated_on=validated_on,
        )
        met += 1


def _be_absent(draft: Draft, one: Immersed, number: int) -> None:
    worked = {day["date"] for day in one.days}
    first = one.immersion.row["starts_on"] + timedelta(days=8)
    if first > one.immersion.last_day or first in worked or not worked:
        first = max(worked, default=one.immersion.row["starts_on"])
    waits = one.immersion.row["status"] is PlacementStatus.LIVE
    draft.add(
        Absence,
        reference=f"AB-{len(draft.rows[Absence]) + 1:04d}",
        placement=one.reference,
        first_on=first,
        last_on=first,
        hours=Decimal(8),
        reason=AbsenceReason.SICKNESS if number % 2 else AbsenceReason.TRANSPORT,
        declared_on=first,
        declared_by=one.immersion.person.name,
        status=AbsenceStatus.DECLARED if waits else AbsenceStatus.EXCUSED,
        settled_on=None if waits else first,
        settled_by=None if waits else "Direction",
        answer=None if waits else "Justificatif vu.",
    )


def _be_hurt(draft: Draft, one: Immersed, today: date) -> None:
    day = min(max((day["date"] for day in one.days), default=one.immersion.last_day), today)
    waits = one.immersion.row["status"] is PlacementStatus.LIVE
    draft.add(
        Accident,
        reference=f"AC-{len(draft.rows[Accident]) + 1:04d}",
        placement=one.reference,
        happened_on=day,
        hour="10 h 30",
        place="Chambre de tirage",
        account="Doigt coincé sous la trappe en la refermant.",
        care=Care.FIRST_AID,
        injury="Index, sans arrêt.",
        stopped_work=False,
        reported_on=day,
        reported_by=one.immersion.person.name,
        status=AccidentStatus.REPORTED if waits else AccidentStatus.CLOSED,
        declared_on=None if waits else day,
        declared_to=None if waits else "CNSS",
        closed_on=None if waits else day,
        measures=None if waits else "Trappe munie d’un crochet, rappel au quart d’heure sécurité.",
    )
