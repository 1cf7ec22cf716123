"""The schools that are measured: 1,000 trainees in classes of 30; classes of 100 and of 1,000.

The large classes are another school's, whose director reads lists alone: in the figures of the
first, every person would otherwise have trained twice, as hardly anybody does.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench import records
from bench.records import DAYS_OF_TRAINING, ENTERPRISES
from school.accounts.models import Account, School, Staff
from school.accounts.operations import account_for_staff, set_password
from school.accounts.rules import LinkPurpose, StaffRole
from school.accounts.school_operations import initialise
from school.cohorts.models import Cohort, Enrolment, Trainee, sort_name
from school.cohorts.rules import Sex
from school.curriculum.models import Module, Path, PathModule
from school.curriculum.operations import load_pack
from school.curriculum.pack.reading import read_pack
from school.demo.draft import Draft, write
from school.enterprises.models import Enterprise, Partnership, Tutor
from school.paths import CURRICULA
from school.placements import operations_links
from school.placements.models import Placement
from school.placements.rules import PlacementStatus

TRAINEES = 1000
CLASS_SIZE = 30
LARGE_CLASS = 100
PASSWORD = "une phrase assez longue"  # noqa: S105
DIRECTOR, TRAINER = "direction@bench.example", "formation@bench.example"
LIST_READER = "listes@bench.example"
SCHOOL, LIST_SCHOOL = "BENCH", "LISTS"
PATH = "bench"
SAVED_TASK = "PA-09"
SAVED_VALUES = {"cycles": "2", "zone_a": "1", "zone_b": "1", "zone_c": "1", "zone_d": "1"}
SAVED_GATES = ("glasses", "scraps", "surface", "laser")

DAYS_BETWEEN_CLASSES = 21


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
    records.attendance(draft, number, cohort, starts_on)
    records.assessments(draft, number, cohort, starts_on, TRAINER)
    records.placement(draft, number, cohort, starts_on, today, TRAINER)
    if done:
        records.outcome(draft, number, exit_on, today)
