"""Importing a bundle: new rows, changed rows, rows that are left alone."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.accounts.models import School, Staff
from school.accounts.rules import Language
from school.cohorts.models import Attendance, Cohort, Enrolment, Trainee
from school.cohorts.rules import AttendanceState, HalfDay
from school.core.audit import AuditEntry
from school.core.database import Database
from school.enterprises.models import Partnership
from tests.support.bundles import SMALL_SCHOOL, bring_in, bring_in_well, write_bundle, wrongs


def test_a_bundle_brings_its_school_and_its_people(
    database: Database, session: Session, tmp_path: Path
) -> None:
    outcome = bring_in_well(database, write_bundle(tmp_path / "in", SMALL_SCHOOL))
    assert outcome.counts["trainees"].added == 2
    cohort = session.scalars(select(Cohort)).one()
    assert (cohort.school.reference, cohort.path.reference) == ("EMN", "deployment")
    assert cohort.starts_on == date(2026, 1, 12)
    assert session.scalars(select(School)).one().timezone == "Africa/Porto-Novo"
    assert session.scalars(select(Staff)).one().language is Language.FRENCH
    names = session.scalars(select(Trainee.sort_name).order_by(Trainee.reference)).all()
    assert names == ["houngbedji aicha", "sossa yves"]


def test_the_same_bundle_again_writes_nothing(
    database: Database, session: Session, tmp_path: Path
) -> None:
    folder = write_bundle(tmp_path / "in", SMALL_SCHOOL)
    bring_in_well(database, folder)
    again = bring_in_well(database, folder)
    assert not again.changes_something
    assert again.counts["enrolments"].unchanged == 2
    assert set(session.scalars(select(Trainee.version))) == {1}
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == 1


def test_one_line_of_the_trail_counts_what_changed(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in_well(database, write_bundle(tmp_path / "in", SMALL_SCHOOL))
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.actor, entry.action) == ("test", "exchange.import")
    assert entry.changes["trainees"] == [2, 0]


def test_a_changed_row_is_updated_and_gets_a_new_version(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in_well(database, write_bundle(tmp_path / "in", SMALL_SCHOOL))
    changed = {"trainees": "trainee,family_name,given_names\nT-1,Zannou,Aïcha\nT-2,Sossa,Yves\n"}
    outcome = bring_in_well(database, write_bundle(tmp_path / "more", changed))
    assert (outcome.counts["trainees"].changed, outcome.counts["trainees"].unchanged) == (1, 1)
    first, second = session.scalars(select(Trainee).order_by(Trainee.reference))
    assert (first.family_name, first.sort_name, first.version) == ("Zannou", "zannou aicha", 2)
    assert (second.version, first.born_on) == (1, date(2004, 5, 17))


def test_an_empty_cell_erases_and_a_missing_column_does_not(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in_well(database, write_bundle(tmp_path / "in", SMALL_SCHOOL))
    erased = {"trainees": "trainee,family_name,sex\nT-1,Houngbédji,\n"}
    bring_in_well(database, write_bundle(tmp_path / "more", erased))
    first = session.scalars(select(Trainee).where(Trainee.reference == "T-1")).one()
    assert (first.sex, first.given_names) == (None, "Aïcha")


def test_an_emptied_cell_goes_back_to_its_default(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in_well(database, write_bundle(tmp_path / "in", SMALL_SCHOOL))
    staff = {"staff": "email,language\nformateur@emn.test,en\n"}
    bring_in_well(database, write_bundle(tmp_path / "more", staff))
    assert session.scalars(select(Staff)).one().language is Language.ENGLISH
    session.rollback()
    staff = {"staff": "email,language\nformateur@emn.test,\n"}
    bring_in_well(database, write_bundle(tmp_path / "less", staff))
    session.expire_all()
    assert session.scalars(select(Staff)).one().language is Language.FRENCH


def test_a_new_row_needs_the_columns_that_cannot_be_empty(
    database: Database, tmp_path: Path
) -> None:
    bring_in_well(database, write_bundle(tmp_path / "in", SMALL_SCHOOL))
    lone = {"trainees": "trainee,born_on\nT-1,2004-05-18\nT-9,2004-05-18\n"}
    outcome = bring_in(database, write_bundle(tmp_path / "more", lone))
    assert wrongs(outcome) == [("trainees", 3, "family_name", "")]


def test_rows_with_keys_of_several_columns_are_found_again(
    database: Database, session: Session, tmp_path: Path
) -> None:
    rolls = (
        "trainee,cohort,date,half_day,state,hours\n"
        "T-1,C1,2026-01-12,morning,present,3.5\nT-1,C1,2026-01-12,afternoon,late,\n"
    )
    bring_in_well(database, write_bundle(tmp_path / "in", {**SMALL_SCHOOL, "attendance": rolls}))
    changed = {"attendance": rolls.replace("late,", "excused,0")}
    outcome = bring_in_well(database, write_bundle(tmp_path / "more", changed))
    count = outcome.counts["attendance"]
    assert (count.added, count.changed, count.unchanged) == (0, 1, 1)
    found = {row.half_day: row for row in session.scalars(select(Attendance))}
    assert found[HalfDay.MORNING].hours == Decimal("3.5")
    assert found[HalfDay.AFTERNOON].state is AttendanceState.EXCUSED
    assert found[HalfDay.AFTERNOON].hours == 0


def test_an_empty_lot_and_a_role_without_school_are_keys_like_others(
    database: Database, tmp_path: Path
) -> None:
    tables = {
        **SMALL_SCHOOL,
        "staff_assignments": "email,role,school\n"
        "formateur@emn.test,director,EMN\nformateur@emn.test,ministry,\n",
        "contracts": "contract,name\nK,Réseau\n",
        "worked_hours": "contract,lot,month,hours\nK,,2026-03,120\nK,L1,2026-03,80\n",
    }
    folder = write_bundle(tmp_path / "in", tables)
    bring_in_well(database, folder)
    again = bring_in_well(database, folder)
    assert not again.changes_something


def test_schools_become_partners_of_the_enterprises_of_their_people(
    database: Database, session: Session, tmp_path: Path
) -> None:
    tables = {
        **SMALL_SCHOOL,
        "enterprises": "enterprise,name\nDELTA,Delta\nGAMMA,Gamma\nOMEGA,Oméga\n",
        "placements": "placement,trainee,cohort,enterprise,status\nP1,T-1,C1,DELTA,live\n",
        "hires": "hire,trainee,enterprise,contract,starts_on,evidence\n"
        "H1,T-1,GAMMA,open_ended,2026-10-01,E2\n",
    }
    bring_in_well(database, write_bundle(tmp_path / "in", tables))
    assert session.scalar(select(func.count()).select_from(Partnership)) == 2


def test_a_bundle_that_names_partnerships_gets_no_others(
    database: Database, session: Session, tmp_path: Path
) -> None:
    tables = {
        **SMALL_SCHOOL,
        "partnerships": "school,enterprise\n",
        "placements": "placement,trainee,cohort,enterprise,status\nP1,T-1,C1,DELTA,live\n",
    }
    bring_in_well(database, write_bundle(tmp_path / "in", tables))
    assert session.scalar(select(func.count()).select_from(Partnership)) == 0


def test_nothing_is_kept_of_a_bundle_that_is_wrong_anywhere(
    database: Database, session: Session, tmp_path: Path
) -> None:
    tables = {**SMALL_SCHOOL, "visits": "visit,placement,kind\nV1,NOWHERE,visit\n"}
    outcome = bring_in(database, write_bundle(tmp_path / "in", tables))
    assert wrongs(outcome) == [("visits", 2, "placement", "NOWHERE")]
    for model in (School, Trainee, Enrolment, AuditEntry):
        assert session.scalar(select(func.count()).select_from(model)) == 0
