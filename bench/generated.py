"""The schools that are measured: 1,000 trainees in classes of 30; classes of 100 and of 1,000.

The large classes are another school's, whose director reads lists alone: in the figures of the
first, every person would otherwise have trained twice, as hardly anybody does.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import Account, School, Staff
from school.accounts.operations import account_for_staff, initialise, set_password
from school.accounts.rules import LinkPurpose, StaffRole
from school.cohorts.models import Attendance, Cohort, Enrolment, Trainee, sort_name
from school.cohorts.rules import AttendanceState, HalfDay, Sex
from school.curriculum.models import Module, Path, PathModule
from school.curriculum.operations import load_pack
from school.curriculum.pack import read_pack
from school.demo.draft import Draft, write
from school.demo.rules import chance
from school.enterprises.models import Enterprise, Partnership, Tutor
from school.hiring.models import Hire, Situation
from school.hiring.rules import Contract, Evidence, SituationKind
from school.paths import CURRICULA
from school.placements import operations_links
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from school.practicals.models import Assessment, Measure
from school.practicals.rules import Verdict
from school.visits.models import Visit
from school.visits.rules import VisitKind

TRAINEES = 1000
CLASS_SIZE = 30
LARGE_CLASS = 100
PASSWORD = "une phrase assez longue"  # noqa: S105
DIRECTOR, TRAINER = "direction@bench.example", "formation@bench.example"
LIST_READER = "listes@bench.example"
SCHOOL, LIST_SCHOOL = "BENCH", "LISTS"
PATH = "bench"
TASKS = ("PA-01", "PA-02", "PA-03", "PA-04", "PA-05", "PA-06", "PA-09", "PA-10", "PA-16", "PA-17")
"""Those of the modules F0 and D1, which make up the path that is measured."""

SAVED_TASK = "PA-09"
SAVED_VALUES = {"cycles": "2", "zones_passed": "4"}

DAYS_OF_TRAINING = 112
DAYS_BETWEEN_CLASSES = 21
ENTERPRISES = 20
FACTS = (Evidence.CONFIRMED, Evidence.DOCUMENT_SEEN, Evidence.CONFIRMED, Evidence.DECLARED)


@dataclass(frozen=True)
class Addresses:
    """What the measured pages are about."""

    small_class: str
    large_class: str
    largest_class: str
    trainee: str
    task: str
    confirmation: str


def fill(session: Session, today: date) -> Addresses:
    """Write the generated school, with two people who sign in by password."""
    initialise(session)
    load_pack(session, read_pack(CURRICULA))
    _own_path(session)
    write(session, _draft(today))
    for email in (DIRECTOR, TRAINER, LIST_READER):
        staff = session.scalars(select(Staff).where(Staff.email == email)).one()
        account: Account = account_for_staff(session, staff)
        set_password(session, account, PASSWORD)
    proposed = session.scalars(
        select(Placement)
        .where(Placement.status == PlacementStatus.PROPOSED)
        .order_by(Placement.reference)
        .limit(1)
    ).one()
    last = (TRAINEES - 1) // CLASS_SIZE
    return Addresses(
        small_class=f"C-{last - 1:02d}",
        large_class="C-LARGE",
        largest_class="C-LARGEST",
        trainee=f"T-{(last - 1) * CLASS_SIZE:04d}",
        task=SAVED_TASK,
        confirmation=operations_links.issue(session, LinkPurpose.CONFIRM_PLACEMENT, proposed),
    )


def _own_path(session: Session) -> None:
    modules = session.scalars(select(Module).where(Module.reference.in_(("F0", "D1")))).all()
    ordered = sorted(modules, key=lambda module: module.reference, reverse=True)
    session.add(
        Path(
            reference=PATH,
            version="1",
            title_fr="Parcours mesuré",
            title_en="Measured path",
            modules=[
                PathModule(module=module, position=place) for place, module in enumerate(ordered)
            ],
        )
    )
    session.flush()


def _draft(today: date) -> Draft:
    draft = Draft()
    for reference in (SCHOOL, LIST_SCHOOL):
        name = f"École {reference}"
        draft.add(School, reference=reference, name=name, country="BJ", department="Littoral")
    _engage(draft, DIRECTOR, StaffRole.DIRECTOR, SCHOOL)
    _engage(draft, TRAINER, StaffRole.TRAINER, SCHOOL)
    _engage(draft, LIST_READER, StaffRole.DIRECTOR, LIST_SCHOOL)
    for number in range(ENTERPRISES):
        _enterprise(draft, number)
    _classes(draft, today)
    return draft


def _engage(draft: Draft, email: str, role: StaffRole, school: str) -> None:
    draft.add(Staff, email=email, name=email.partition("@")[0].title(), role=role, school=school)


def _enterprise(draft: Draft, number: int) -> None:
    reference = f"ENT-{number:02d}"
    draft.add(Enterprise, reference=reference, name=f"Entreprise {number}")
    draft.add(Partnership, school=SCHOOL, enterprise=reference)
    draft.add(
        Tutor,
        reference=f"TUT-{number:02d}",
        enterprise=reference,
        name=f"Tuteur {number}",
        email=f"tuteur{number}@bench.example",
    )


def _classes(draft: Draft, today: date) -> None:
    classes = -(-TRAINEES // CLASS_SIZE)
    for number in range(classes):
        reference = f"C-{number:02d}"
        starts_on = today - timedelta(days=(classes - number) * DAYS_BETWEEN_CLASSES)
        _open_class(draft, SCHOOL, reference, starts_on)
        for place in range(min(CLASS_SIZE, TRAINEES - number * CLASS_SIZE)):
            _train(draft, number * CLASS_SIZE + place, reference, starts_on, today)
    starts_on = today - timedelta(days=30)
    person = TRAINEES
    for reference, size in (("C-LARGE", LARGE_CLASS), ("C-LARGEST", TRAINEES)):
        _open_class(draft, LIST_SCHOOL, reference, starts_on)
        for number in range(person, person + size):
            _person(draft, number)
            _enrol(draft, number, reference, starts_on, exit_on=None)
        person += size


def _open_class(draft: Draft, school: str, reference: str, starts_on: date) -> None:
    draft.add(
        Cohort,
        reference=reference,
        school=school,
        path=PATH,
        name=f"Classe {reference}",
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=DAYS_OF_TRAINING),
        capacity=TRAINEES,
    )


def _person(draft: Draft, number: int) -> None:
    family, given = f"Famille {number * 7 % 997:03d}", f"Prénom {number % 97:02d}"
    draft.add(
        Trainee,
        reference=f"T-{number:04d}",
        family_name=family,
        given_names=given,
        sex=Sex.FEMALE if number % 3 == 0 else Sex.MALE,
        born_on=date(2003, 1, 1) + timedelta(days=number % 900),
        department="Littoral",
        phone=f"+229 01 00 {number // 10000:02d} {number // 100 % 100:02d} {number % 100:02d}",
        sort_name=sort_name(family, given),
    )


def _enrol(draft: Draft, number: int, cohort: str, starts_on: date, exit_on: date | None) -> None:
    draft.add(
        Enrolment,
        trainee=f"T-{number:04d}",
        cohort=cohort,
        applied_on=starts_on - timedelta(days=40),
        enrolled_on=starts_on,
        completed_on=exit_on,
        certified_on=exit_on if number % 12 else None,
    )


def _train(draft: Draft, number: int, cohort: str, starts_on: date, today: date) -> None:
    exit_on = starts_on + timedelta(days=DAYS_OF_TRAINING)
    done = exit_on <= today
    _person(draft, number)
    _enrol(draft, number, cohort, starts_on, exit_on if done else None)
    _attendance(draft, f"T-{number:04d}", cohort, starts_on)
    _assessments(draft, number, cohort, starts_on)
    _placement(draft, number, cohort, starts_on, today)
    if done:
        _outcome(draft, number, exit_on, today)


def _attendance(draft: Draft, trainee: str, cohort: str, starts_on: date) -> None:
    for offset in range(5):
        for half_day in HalfDay:
            draft.add(
                Attendance,
                trainee=trainee,
                cohort=cohort,
                date=starts_on + timedelta(days=offset),
                half_day=half_day,
                state=AttendanceState.PRESENT,
                hours=Decimal("3.5"),
            )


def _assessments(draft: Draft, number: int, cohort: str, starts_on: date) -> None:
    random = chance(number, "assessments")
    for position, task in enumerate(TASKS):
        reference = f"A-{number:04d}-{position}"
        day = starts_on + timedelta(days=1 + 2 * position)
        draft.add(
            Assessment,
            reference=reference,
            trainee=f"T-{number:04d}",
            cohort=cohort,
            task=task,
            trainer=TRAINER,
            assessed_on=day,
            verdict=random.choices(list(Verdict), (70, 15, 15))[0],
            note=None,
            recorded_on=day,
        )
        for place in range(2):
            draft.add(
                Measure,
                assessment_reference=reference,
                reference=f"measure-{place}",
                value=Decimal(random.randrange(100)) / 100,
                unit="dB",
            )


def _placement(draft: Draft, number: int, cohort: str, starts_on: date, today: date) -> None:
    first, last = starts_on + timedelta(days=42), starts_on + timedelta(days=DAYS_OF_TRAINING)
    status = PlacementStatus.COMPLETED if last < today else PlacementStatus.LIVE
    if first > today:
        status = PlacementStatus.PROPOSED
    proposed_on = min(first - timedelta(days=30), today)
    draft.add(
        Placement,
        reference=f"P-{number:04d}",
        trainee=f"T-{number:04d}",
        cohort=cohort,
        enterprise=f"ENT-{number % ENTERPRISES:02d}",
        tutor=f"TUT-{number % ENTERPRISES:02d}",
        position="Aide monteur",
        starts_on=first,
        ends_on=last,
        weekly_hours=Decimal(40),
        status=status,
        proposed_on=proposed_on,
        confirmed_on=None if status is PlacementStatus.PROPOSED else proposed_on,
        ended_on=last if status is PlacementStatus.COMPLETED else None,
    )
    if status is PlacementStatus.PROPOSED:
        return
    draft.add(
        Visit,
        reference=f"V-{number:04d}",
        placement=f"P-{number:04d}",
        trainer=TRAINER,
        kind=VisitKind.VISIT,
        planned_on=first + timedelta(days=14),
        done_on=first + timedelta(days=14) if last < today else None,
        summary="Tout va bien." if last < today else None,
    )


def _outcome(draft: Draft, number: int, exit_on: date, today: date) -> None:
    day = min(exit_on + timedelta(days=10 + number % 120), today)
    known = {"trainee": f"T-{number:04d}", "recorded_on": day}
    if number % 10 < 7:
        draft.add(
            Hire,
            reference=f"H-{number:04d}",
            enterprise=f"ENT-{number % ENTERPRISES:02d}",
            contract=Contract.OPEN_ENDED,
            starts_on=day,
            in_trade=True,
            evidence=FACTS[number % len(FACTS)],
            contested=False,
            **known,
        )
    elif number % 10 < 9:
        seen = min(exit_on + timedelta(days=190), today)
        draft.add(
            Situation,
            reference=f"X-{number:04d}",
            situation=SituationKind.SEEKING,
            observed_on=seen,
            evidence=Evidence.DECLARED,
            **{**known, "recorded_on": seen},
        )
