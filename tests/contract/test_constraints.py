"""Constraints have the same name on both databases, and what is said of them concerns real ones."""

import importlib

import pytest
from sqlalchemy import CheckConstraint, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school import tables, wiring  # noqa: F401 - so that every table and view is known
from school.core.constraints import broken_constraint, constraint_names
from school.core.database import Base
from school.web.submit import CONSTRAINT_MESSAGES
from tests.factories.records import make_school, make_staff
from tests.support.sources import python_files, relative

LONGEST_NAME = 63
"""PostgreSQL cuts longer names short, and they would not be known again."""


def test_names_are_short_enough_for_both_databases() -> None:
    assert [name for name in constraint_names() if len(name) > LONGEST_NAME] == []


def test_every_constraint_has_a_name() -> None:
    nameless = [
        str(one)
        for table in Base.metadata.tables.values()
        for one in table.constraints
        if not one.name and not isinstance(one, CheckConstraint)
    ]
    assert nameless == []


def test_what_is_explained_is_a_constraint() -> None:
    for path in python_files("school"):
        if "explain_constraints(" in path.read_text(encoding="utf-8"):
            importlib.import_module(relative(path).removesuffix(".py").replace("/", "."))
    assert set(CONSTRAINT_MESSAGES) - constraint_names() == set()


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        (("INSERT INTO schools "
                "(reference, name, country, timezone, keeps_photo_places, version) "
         "SELECT reference, name, country, timezone, false, 1 FROM schools"),
         "uq_schools_reference"),
        ("UPDATE staff SET school_id = NULL", "ck_staff_ministry_has_no_school"),
        ("UPDATE staff SET role = 'king'", "ck_staff_role"),
        (("INSERT INTO installation (id, demo, created_at) "
         "SELECT 2, demo, created_at FROM installation"), "ck_installation_single"),
    ],
)  # fmt: skip
def test_a_broken_constraint_is_named_alike(session: Session, statement: str, name: str) -> None:
    make_staff(session, school=make_school(session))
    with pytest.raises(IntegrityError) as caught:
        session.execute(text(statement))
    assert broken_constraint(caught.value) == name


def test_what_the_database_does_not_name_is_nothing(session: Session) -> None:
    make_school(session)
    with pytest.raises(IntegrityError) as caught:
        session.execute(text("UPDATE schools SET name = NULL"))
    assert broken_constraint(caught.value) is None
