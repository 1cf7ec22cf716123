"""What is written during a placement: the apprentice's logbook and the trainer's visits."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from school.core.calendar import monday_of
from school.demo import story
from school.demo.draft import Draft
from school.demo.immersion import Immersion, Placing
from school.demo.rules import last_working_day, next_working_day
from school.placements.models import LogbookDay
from school.placements.rules import PlacementStatus
from school.visits.contact.models import AgreedAction
from school.visits.models import Visit
from school.visits.rules import ActionOwner, MissedReason, VisitKind

WORK = {
    "deployment": (
        "Tirage de câble 48 fibres en conduite, deux chambres.",
        "Préparation et pose d’un boîtier au poteau.",
        "Soudure de 12 fibres, contrôle au réflectomètre avec le tuteur.",
        "Raccordement de deux clients, mise en service.",
        "Balisage du chantier, déroulage du câble aérien.",
        "Lovage et étiquetage en armoire.",
    ),
    "planning": (
        "Relevé de 40 appuis à pied, photos et fiches.",
        "Report du relevé sur le plan, contrôle des longueurs.",
        "Plan de soudure d’un boîtier de 24 fibres.",
        "Calcul de bilan optique pour trois branches.",
        "Visite de chambres avec le conducteur de travaux.",
        "Mise au propre du dossier d’exécution.",
    ),
    "maintenance": (
        "Mesure de 24 fibres dans les deux sens.",
        "Recherche d’une contrainte de courbure, corrigée en cassette.",
        "Intervention sur coupure : préparation et réparation avec l’équipe.",
        "Nettoyage et contrôle de connecteurs en armoire.",
        "Contrôle du niveau reçu chez cinq clients.",
        "Rapport d’intervention et rangement du matériel.",
    ),
}
VISITS = (
    "A trouvé sa place dans l’équipe : le tuteur lui confie des soudures.",
    "Progrès nets en lecture de plan ; ponctualité sans reproche.",
    "Le tuteur demande de revoir le clivage : séance prévue au retour en centre.",
    "Poste de travail sûr, équipements portés. Objectifs de la période atteints.",
    "Manque de pratique en hauteur : le tuteur prévoit une semaine d’aérien.",
    "Point à mi-parcours : deux devoirs du poste sont faits sans aide.",
)
CALLS = (
    "Appel au tuteur : tout se passe bien, carnet à jour.",
    "Appel : deux absences la semaine passée, expliquées.",
    "Appel : le chantier se déplace, mêmes horaires.",
)
MESSAGES = ("Message : photos de la boîte fermée, travail soigné.", "Message : carnet à compléter.")
ACCOUNTS = {VisitKind.VISIT: VISITS, VisitKind.CALL: CALLS, VisitKind.MESSAGE: MESSAGES}
SAID = {
    "apprentice_said": "J’aimerais souder plus souvent seul.",
    "tutor_said": "Ponctuel, soigneux. Il lui faut de la pratique.",
    "trainer_said": "On reprend le clivage au retour en centre.",
}
AGREED = (
    (ActionOwner.TUTOR, "Confier une boîte entière, du lovage à la mesure."),
    (ActionOwner.APPRENTICE, "Remplir le carnet chaque vendredi."),
)
MISSED = (
    (MissedReason.TUTOR_AWAY, "Le tuteur était parti dépanner une autre équipe."),
    (MissedReason.SITE_MOVED, "Le chantier avait changé de commune la veille."),
    (MissedReason.NO_TRANSPORT, None),
)
MISSED_EVERY = 9
"""One placement that ended in so many had a visit that did not take place."""

SILENT_EVERY = 9
"""One running placement in so many is without contact in time."""

FIRST_AFTER = timedelta(days=4)
BETWEEN = timedelta(days=17)
FINAL_BEFORE = timedelta(days=8)

LATE_DAYS = 6
SHORT_FRIDAY = Decimal(7)


def keep_logbooks(placing: Placing) -> None:
    """Write the days worked of every placement, and what the tutors validated."""
    for immersion in placing.made:
        if immersion.row["status"] in {
            PlacementStatus.LIVE,
            PlacementStatus.COMPLETED,
            PlacementStatus.BROKEN_OFF,
        }:
            _keep(placing, immersion)


def _keep(placing: Placing, immersion: Immersion) -> None:
    random, today = placing.random, placing.today
    works = WORK[immersion.group.story.path]
    is_apprentice = immersion.person.name == story.APPRENTICE_NAME
    validated: dict[date, date | None] = {}
    first, last = immersion.row["starts_on"], min(immersion.last_day, today)
    for day in immersion.group.timeline.days(in_centre=False, first=first, last=last):
        monday = monday_of(day)
        if monday not in validated:
            validated[monday] = _validation(random, monday, today, is_apprentice=is_apprentice)
        if random.random() < 0.04 and not is_apprentice:
            continue
        placing.draft.add(
            LogbookDay,
            placement=immersion.row["reference"],
            date=day,
            hours=SHORT_FRIDAY if day.weekday() == 4 else Decimal(random.choice((8, 8, 8, 9))),
            activities=random.choice(works),
            validated_on=validated[monday],
        )


def _validation(random: Random, monday: date, today: date, *, is_apprentice: bool) -> date | None:
    """Tell when the tutor validated a week: those just past mostly wait, some old ones too."""
    day = monday + timedelta(days=7 + random.randint(0, 4))
    recent = monday >= monday_of(today) - timedelta(weeks=1)
    waits = random.random() < (0.7 if recent else 0.06)
    if is_apprentice:
        waits = recent
    return None if waits or day > today else day


def keep_contact(placing: Placing) -> None:
    """Write visits and calls: made in the past, planned or late in placements that run."""
    for number, immersion in enumerate(placing.made):
        status = immersion.row["status"]
        if status is PlacementStatus.LIVE:
            _visit_running(placing, immersion, number)
        elif status in {PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF}:
            _made(placing, immersion, VisitKind.VISIT, 0.5)
            if number % 3:
                _made(placing, immersion, VisitKind.CALL, 0.25)
            if number % 7 == 0:
                _made(placing, immersion, VisitKind.MESSAGE, 0.75)
            if number % MISSED_EVERY == 4:
                _missed(placing, immersion, MISSED[number // MISSED_EVERY % len(MISSED)])
    running = [one for one in placing.made if one.row["status"] is PlacementStatus.LIVE]
    for number, immersion in enumerate(running):
        if number % SILENT_EVERY:
            _keep_in_time(placing, immersion, number)


def _keep_in_time(placing: Placing, immersion: Immersion, number: int) -> None:
    """Write the contacts that a plan asked for until today, without a throw of the dice.

    Who adds throws here changes every school that is drawn.
    """
    begun, ends = immersion.row["starts_on"], immersion.row["ends_on"]
    length = (min(ends, placing.today) - begun - FIRST_AFTER).days
    calls = [begun + FIRST_AFTER + BETWEEN * step for step in range(length // BETWEEN.days + 1)]
    visits = [begun + (ends - begun) / 2, ends - FINAL_BEFORE]
    days = [(day, VisitKind.CALL) for day in calls] + [(day, VisitKind.VISIT) for day in visits]
    for step, (day, kind) in enumerate(days):
        done_on = last_working_day(day)
        if begun <= done_on < placing.today:
            _write_made(placing, immersion, kind, done_on, number + step)


def _write_made(
    placing: Placing, immersion: Immersion, kind: VisitKind, done_on: date, number: int
) -> None:
    accounts = ACCOUNTS[kind]
    is_visit = kind is VisitKind.VISIT
    _add(
        placing.draft,
        immersion,
        kind=kind,
        planned_on=done_on if is_visit else None,
        done_on=done_on,
        summary=accounts[number % len(accounts)],
        **(SAID if is_visit else {}),
    )


def _visit_running(placing: Placing, immersion: Immersion, number: int) -> None:
    today = placing.today
    if (today - immersion.row["starts_on"]).days > 14:
        _made(placing, immersion, VisitKind.CALL, 0.2)
    if immersion.person.name == story.APPRENTICE_NAME:
        _planned(placing, immersion, last_working_day(today - timedelta(days=LATE_DAYS)))
    elif number % 6 == 0:
        late_by = timedelta(days=placing.random.randint(2, 18))
        _planned(placing, immersion, last_working_day(today - late_by))
    elif number % 3 == 1:
        _planned(placing, immersion, next_working_day(today, placing.random.randint(0, 12)))


def _made(placing: Placing, immersion: Immersion, kind: VisitKind, when: float) -> None:
    first, last = immersion.row["starts_on"], min(immersion.last_day, placing.today)
    done_on = last_working_day(first + timedelta(days=int((last - first).days * when)))
    planned_on = last_working_day(done_on - timedelta(days=placing.random.choice((0, 0, 0, 1, 5))))
    _add(
        placing.draft,
        immersion,
        kind=kind,
        planned_on=planned_on if kind is VisitKind.VISIT else None,
        done_on=done_on,
        summary=placing.random.choice(ACCOUNTS[kind]),
        **(SAID if kind is VisitKind.VISIT else {}),
    )
    if kind is VisitKind.VISIT:
        _agree(placing, immersion, done_on)


def _missed(placing: Placing, immersion: Immersion, why: tuple[MissedReason, str | None]) -> None:
    """Write a visit that did not take place, a third of the way to the one that did."""
    first = immersion.row["starts_on"]
    day = last_working_day(first + (immersion.last_day - first) / 3)
    reason, detail = why
    _add(
        placing.draft,
        immersion,
        kind=VisitKind.VISIT,
        planned_on=day,
        done_on=None,
        summary=None,
        missed_on=day,
        missed_reason=reason,
        missed_detail=detail,
    )


def _agree(placing: Placing, immersion: Immersion, day: date) -> None:
    """Write what the tutor and the apprentice agreed to do; what is due long ago is done."""
    visit = f"V-{len(placing.draft.rows[Visit]):04d}"
    for position, (owner, wording) in enumerate(AGREED, start=1):
        due_on = day + timedelta(days=14)
        done = due_on < placing.today
        placing.draft.add(
            AgreedAction,
            reference=f"AA-{len(placing.draft.rows[AgreedAction]) + 1:04d}",
            visit=visit,
            position=position,
            wording=wording,
            owner=owner,
            due_on=due_on,
            done_on=due_on if done else None,
            done_by=immersion.group.trainer_name if done else None,
            told_on=day,
        )


def _planned(placing: Placing, immersion: Immersion, day: date) -> None:
    first = immersion.row["starts_on"]
    _add(
        placing.draft,
        immersion,
        kind=VisitKind.VISIT,
        planned_on=last_working_day(min(max(day, first), immersion.last_day)),
        done_on=None,
        summary=None,
    )


def _add(draft: Draft, immersion: Immersion, **values: object) -> None:
    draft.add(
        Visit,
        reference=f"V-{len(draft.rows[Visit]) + 1:04d}",
        placement=immersion.row["reference"],
        trainer=immersion.group.trainer,
        **values,
    )
