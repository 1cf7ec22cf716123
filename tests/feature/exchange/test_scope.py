"""A director imports and exports the own school's rows, and learns nothing of another's."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import Staff, StaffAssignment
from school.accounts.rules import StaffRole
from school.cohorts.models import Trainee
from school.core.database import Database
from school.enterprises.models import Enterprise, Partnership
from school.exchange.findings import Severity
from tests.factories.records import (
    make_assessment,
    make_cohort,
    make_enrolment,
    make_enterprise,
    make_follow_up,
    make_hire,
    make_hire_check,
    make_placement,
    make_situation,
    make_situation_check,
    make_staff,
    make_trainee,
    make_tutor,
)
from tests.support.bundles import bring_in, bring_in_well, exported, oddities, write_bundle, wrongs
from tests.support.people import People


@pytest.fixture
def director(people: People, session: Session) -> Principal:
    """The director of a school with a class, beside another school with one."""
    for school, mark in ((people.school, ""), (people.other_school, "-X")):
        cohort = make_cohort(session, school, reference=f"C{mark}")
        trainee = make_trainee(session, reference=f"T{mark}", family_name="Sossa")
        enrolment = make_enrolment(session, cohort, trainee)
        enterprise = make_enterprise(session, school, reference=f"E{mark}")
        make_tutor(session, enterprise, reference=f"TUT{mark}")
        make_placement(session, enrolment, enterprise=enterprise, reference=f"P{mark}")
        make_assessment(session, enrolment, reference=f"A{mark}")
        make_hire_check(session, make_hire(session, trainee, reference=f"H{mark}"))
        make_situation_check(session, make_situation(session, trainee, reference=f"X{mark}"))
        make_follow_up(session, enrolment, reference=f"F{mark}")
        make_staff(session, school=school, email=f"staff{mark}@x.test".lower())
    principal = people.principal("director")
    session.commit()
    return principal


FOREIGN = {
    "cohorts": ("cohort,name\nC-X,Mienne\n", "cohort"),
    "trainees": ("trainee,family_name\nT-X,Mienne\n", "trainee"),
    "enterprises": ("enterprise,name\nE-X,Mienne\n", "enterprise"),
    "tutors": ("tutor,name\nTUT-X,Mienne\n", "tutor"),
    "placements": ("placement,position\nP-X,Mien\n", "placement"),
    "hires": ("hire,employer_name\nH-X,Mien\n", "hire"),
    "assessments": ("assessment,note\nA-X,Mienne\n", "assessment"),
    "follow_ups": ("follow_up,note\nF-X,Mienne\n", "follow_up"),
    "hire_checks": ("hire,comment\nH-X,Mien\n", "hire"),
    "situation_checks": ("situation_ref,named\nX-X,Mien\n", "situation_ref"),
    "staff": ("email,name\nstaff-x@x.test,Mien\n", "email"),
    "schools": ("school,name\nAUTRE,Mienne\n", "school"),
}


@pytest.mark.parametrize("table", FOREIGN)
def test_a_row_of_another_school_cannot_be_changed(
    database: Database, director: Principal, tmp_path: Path, table: str
) -> None:
    text, column = FOREIGN[table]
    folder = write_bundle(tmp_path / "in", {table: text})
    (found,) = wrongs(bring_in(database, folder, principal=director))
    assert found[:3] == (table, 2, column)


FOLLOW_UPS = """follow_up,trainee,cohort,months,attempted_on,channel,outcome
N,T,{},6,2026-10-05,call,reached
"""

NAMING = {
    "cohorts": ("cohort,school,path,name,starts_on\nN,{},deployment,N,2026-01-01\n", "AUTRE"),
    "enrolments": ("trainee,cohort\nT,{}\n", "C-X"),
    "attendance": ("trainee,cohort,date,half_day,state\n{},C,2026-01-12,morning,late\n", "T-X"),
    "measures": ("assessment,measure\n{},loss\n", "A-X"),
    "placements": ("placement,trainee,cohort,enterprise,status\nN,T,C,{},proposed\n", "E-X"),
    "tutors": ("tutor,enterprise,name\nN,{},N\n", "E-X"),
    "logbook": ("placement,date,hours\n{},2026-03-02,7\n", "P-X"),
    "visits": ("visit,placement,kind,trainer\nN,P,visit,{}\n", "staff-x@x.test"),
    "follow_ups": (FOLLOW_UPS, "C-X"),
    "offers": ("offer,trainee,offered_on,firm,decision\nN,{},2026-03-02,yes,pending\n", "T-X"),
    "situations": ("situation_ref,trainee,situation\nN,{},seeking\n", "T-X"),
    "hire_checks": ("hire,comment\n{},N\n", "H-X"),
    "situation_checks": ("situation_ref,named\n{},N\n", "X-X"),
    "staff": ("email,name,role,school\nn@x.test,N,trainer,{}\n", "AUTRE"),
    "staff_assignments": ("email,role,school\n{},trainer,EMN\n", "staff-x@x.test"),
    "partnerships": ("school,enterprise\nEMN,{}\n", "E-X"),
}


@pytest.mark.parametrize("table", NAMING)
def test_naming_what_is_another_schools_is_like_naming_nothing(
    database: Database, director: Principal, tmp_path: Path, table: str
) -> None:
    text, code = NAMING[table]
    said = []
    for name in (code, "NOWHERE"):
        folder = write_bundle(tmp_path / name, {table: text.format(name)})
        outcome = bring_in(database, folder, principal=director)
        (finding,) = outcome.findings.listed(Severity.WRONG)
        assert finding.value == name
        said.append((finding.table, finding.row, finding.column, finding.message, finding.values))
    assert said[0] == said[1]


def test_what_another_school_knows_is_not_confirmed(
    database: Database, director: Principal, session: Session, tmp_path: Path
) -> None:
    guess = "trainee,family_name,born_on\nT-X,Sossa,2004-05-17\n"
    folder = write_bundle(tmp_path / "in", {"trainees": guess})
    assert wrongs(bring_in(database, folder, principal=director)) != []


def test_that_a_row_of_another_school_exists_is_not_told(
    database: Database, director: Principal, tmp_path: Path
) -> None:
    said = []
    for row in ("T-X,C-X", "T-Y,C-Y"):
        folder = write_bundle(tmp_path / row, {"enrolments": f"trainee,cohort\n{row}\n"})
        found = bring_in(database, folder, principal=director).findings.listed(Severity.WRONG)
        said.append([(one.row, one.column, one.message, one.values) for one in found])
    assert said[0] == said[1]
    assert len(said[0]) == 2


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("staff", "email,name,role,school\nn@x.test,N,ministry,\n"),
        ("staff", "email,role,school\nstaff@x.test,ministry,\n"),
        ("staff_assignments", "email,role,school\nstaff@x.test,ministry,\n"),
    ],
)
def test_nobody_of_a_school_makes_people_of_the_ministry(
    database: Database, director: Principal, tmp_path: Path, table: str, text: str
) -> None:
    folder = write_bundle(tmp_path / "in", {table: text})
    assert wrongs(bring_in(database, folder, principal=director)) == [(table, 2, "school", "")]


def test_tables_that_belong_to_no_school_are_not_taken(
    database: Database, director: Principal, tmp_path: Path
) -> None:
    folder = write_bundle(tmp_path / "in", {"contracts": "contract,name\nK,R\n"})
    outcome = bring_in(database, folder, principal=director)
    assert wrongs(outcome) == [("contracts", None, None, None)]


def test_new_people_and_enterprises_can_be_used_at_once(
    database: Database, director: Principal, session: Session, tmp_path: Path
) -> None:
    tables = {
        "enterprises": "enterprise,name\nNEW,Neuve\n",
        "trainees": "trainee,family_name\nN-1,Neuf\n",
        "enrolments": "trainee,cohort,enrolled_on\nN-1,C,2026-01-12\n",
        "placements": "placement,trainee,cohort,enterprise,status\nN,N-1,C,NEW,proposed\n",
    }
    folder = write_bundle(tmp_path / "in", tables)
    bring_in_well(database, folder, principal=director)
    made = session.scalars(select(Enterprise).where(Enterprise.reference == "NEW")).one()
    partners = session.scalars(
        select(Partnership.school_id).where(Partnership.enterprise_id == made.id)
    )
    assert set(partners) == director.school_ids(Permission.EXCHANGE_RECORDS)
    assert not bring_in_well(database, folder, principal=director).changes_something


def test_a_new_person_whom_nobody_would_see_is_refused(
    database: Database, director: Principal, session: Session, tmp_path: Path
) -> None:
    folder = write_bundle(tmp_path / "in", {"trainees": "trainee,family_name\nN-1,Neuf\n"})
    outcome = bring_in(database, folder, principal=director)
    assert wrongs(outcome) == [("trainees", 2, "trainee", "N-1")]
    assert session.scalar(select(func.count()).where(Trainee.reference == "N-1")) == 0


def test_doubles_in_another_school_are_not_told(
    database: Database, director: Principal, session: Session, tmp_path: Path
) -> None:
    make_trainee(session, reference="S", family_name="Zannou", born_on=date(2000, 1, 1))
    session.commit()
    tables = {
        "trainees": "trainee,family_name,given_names,born_on\nN-1,Zannou,Aïcha,2000-01-01\n",
        "enrolments": "trainee,cohort\nN-1,C\n",
    }
    folder = write_bundle(tmp_path / "in", tables)
    assert oddities(bring_in_well(database, folder, principal=director)) == []


def test_a_bundle_of_a_school_holds_its_rows_and_what_they_name(
    database: Database, director: Principal, people: People, session: Session, tmp_path: Path
) -> None:
    colleague = make_staff(session, school=people.other_school, email="visiting@x.test")
    session.add(
        StaffAssignment(staff_id=colleague.id, role=StaffRole.TRAINER, school_id=people.school.id)
    )
    session.commit()
    files = exported(database, tmp_path / "out", director)
    text = b"\n".join(files.values()).decode()
    assert "T,Sossa" in text
    for foreign in ("T-X", "C-X", "E-X", "P-X", "H-X", "A-X", "TUT-X", "staff-x@x.test"):
        assert foreign not in text
    assert "visiting@x.test" in files["staff"].decode()
    assert "contracts" not in files
    assert "AUTRE" in files["schools"].decode()


def test_a_schools_own_bundle_comes_back_unchanged(
    database: Database, director: Principal, people: People, session: Session, tmp_path: Path
) -> None:
    stranger = make_staff(session, school=people.other_school)
    enterprise = make_enterprise(session, people.other_school)
    trainee = session.scalars(select(Trainee).where(Trainee.reference == "T")).one()
    cohort = make_cohort(session, people.school)
    enrolment = make_enrolment(session, cohort, trainee)
    make_assessment(session, enrolment, trainer=stranger)
    make_placement(session, enrolment, enterprise=enterprise)
    session.commit()
    exported(database, tmp_path / "out", director)
    outcome = bring_in_well(database, tmp_path / "out", principal=director)
    assert {
        name: (one.added, one.changed) for name, one in outcome.counts.items()
    } == dict.fromkeys(outcome.counts, (0, 0))


def test_people_of_another_school_who_are_named_cannot_be_changed(
    database: Database, director: Principal, people: People, session: Session, tmp_path: Path
) -> None:
    stranger = make_staff(session, school=people.other_school, email="visiting@x.test")
    session.add(
        StaffAssignment(staff_id=stranger.id, role=StaffRole.TRAINER, school_id=people.school.id)
    )
    session.commit()
    folder = write_bundle(tmp_path / "in", {"staff": "email,name\nvisiting@x.test,Autre\n"})
    assert wrongs(bring_in(database, folder, principal=director)) == [
        ("staff", 2, "email", "visiting@x.test")
    ]
    assert session.scalar(select(func.count()).where(Staff.name == "Autre")) == 0
