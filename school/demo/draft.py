"""The demo school as rows that name each other by reference, and how they reach the database."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from school.accounts.models import School, Staff
from school.clauses.contracts.models import ContractCriterion
from school.clauses.models import (
    Commitment,
    Contract,
    Eligibility,
    IntegrationHours,
    Notice,
    Participant,
    PlannedHours,
    WorkedHours,
)
from school.clauses.practices.actions.models import ClauseAction, DeclaredActionHours
from school.clauses.practices.catalogue.models import GoodPractice, PracticeUse
from school.clauses.practices.surveys.models import TeamSurvey
from school.cohorts.models import Attendance, Cohort, Enrolment, Trainee
from school.cohorts.timetable.models import CalendarDay, ClassSession, CohortWeek, Room
from school.competencies.models import CompetencyEvidence, CompetencyRecord
from school.core.database import Base
from school.curriculum.models import Module, Path, PracticalTask
from school.enterprises.models import (
    Enterprise,
    EnterpriseRepresentative,
    EnterpriseSite,
    Partnership,
    Tutor,
)
from school.enterprises.partner_models import (
    EnterpriseInterest,
    EnterpriseMerge,
    EnterprisePlaces,
    EnterpriseTechnique,
    InterestQuestion,
)
from school.hiring.models import FollowUp, Hire, HireCheck, Offer, Situation
from school.learning.models import LessonProgress
from school.learning.quizzes.models import QuizAnswer, QuizAttempt, QuizWindow
from school.placements.agreements.models import PlacementDuty
from school.placements.immersion.models import Absence, Accident, LogbookDuty
from school.placements.models import LogbookDay, Placement
from school.practicals.equipment_models import Equipment
from school.practicals.models import Assessment, Measure
from school.practicals.readings.models import (
    ReadingKey,
    ReadingKeyPart,
    ReadingKeyVersion,
    SheetReading,
)
from school.practicals.sheet_models import (
    PhotoPart,
    PracticalSheet,
    SheetAcknowledgement,
    SheetPhoto,
)
from school.practicals.trace_models import SheetTrace, TracePart
from school.visits.contact.models import AgreedAction, ContactRules
from school.visits.models import Visit

Row = dict[str, Any]

TABLES: tuple[type[Base], ...] = (
    School, Staff, Enterprise, Partnership, Tutor, EnterpriseSite, EnterpriseRepresentative,
    EnterpriseInterest, InterestQuestion, EnterprisePlaces, EnterpriseTechnique, EnterpriseMerge,
    Cohort, Trainee, Enrolment, Attendance,
    CohortWeek, CalendarDay, Room, ClassSession, LessonProgress, QuizWindow, QuizAttempt,
    QuizAnswer, Assessment, Measure, Equipment, PracticalSheet, SheetAcknowledgement, SheetPhoto,
    PhotoPart, SheetTrace, TracePart, ReadingKey,
    ReadingKeyVersion, ReadingKeyPart, SheetReading, Placement, LogbookDay,
    PlacementDuty, LogbookDuty, Absence, Accident, Visit, ContactRules, AgreedAction,
    CompetencyRecord,
    CompetencyEvidence, Offer, Hire, Situation, FollowUp, HireCheck,
    Contract, ContractCriterion,
    Commitment, Participant, Eligibility, IntegrationHours, PlannedHours, WorkedHours,
    Notice, ClauseAction, DeclaredActionHours, GoodPractice, PracticeUse,
    TeamSurvey,
)  # fmt: skip
"""In the order in which they may be written: what is named comes before what names it."""

NAMED: dict[str, type[Base]] = {
    "school": School, "trainer": Staff, "path": Path, "enterprise": Enterprise,
    "operator": Enterprise, "tutor": Tutor, "cohort": Cohort, "trainee": Trainee,
    "task": PracticalTask, "module": Module, "room": Room, "placement": Placement,
    "visit": Visit, "contract": Contract, "participant": Participant, "record": CompetencyRecord,
    "attempt": QuizAttempt, "sheet": PracticalSheet, "photo": SheetPhoto,
    "trace": SheetTrace, "key": ReadingKey, "version": ReadingKeyVersion,
    "duty": PlacementDuty, "action": ClauseAction,
    "practice": GoodPractice,
    "site": EnterpriseSite, "interest": EnterpriseInterest, "double": Enterprise,
}  # fmt: skip
"""What the columns ending in `_id` point to, without that ending."""

KEYS: dict[type[Base], str] = {Staff: "email"}
ROWS_AT_ONCE = 2000


class Draft:
    """The rows of a school, by table, in the order in which they were thought of."""

    def __init__(self) -> None:
        self.rows: dict[type[Base], list[Row]] = {table: [] for table in TABLES}

    def add(self, table: type[Base], **values: Any) -> Row:
        """Add a row; columns that point elsewhere are given as `trainee="T-0001"`."""
        self.rows[table].append(values)
        return values

    def __len__(self) -> int:
        return sum(len(rows) for rows in self.rows.values())


def write(session: Session, draft: Draft, done: Callable[[int], None] = lambda _: None) -> None:
    """Insert every row of a draft, telling how many rows each step has written."""
    identities: dict[type[Base], dict[str, int]] = {}
    for model in (Path, PracticalTask, Module):
        identities[model] = _identities(session, model)
    for table, rows in draft.rows.items():
        for part in _parts([_resolved(table, row, identities) for row in rows]):
            session.execute(insert(table.__table__), part)  # type: ignore[arg-type]
            done(len(part))
        if table in NAMED.values():
            identities[table] = _identities(session, table)


def _identities(session: Session, model: type[Base]) -> dict[str, int]:
    table = model.__table__
    key = table.c[KEYS.get(model, "reference")]
    return dict(session.execute(select(key, table.c.id)).all())


def _resolved(model: type[Base], row: Row, identities: dict[type[Base], dict[str, int]]) -> Row:
    columns = model.__table__.c
    resolved: Row = {}
    for name, value in row.items():
        if f"{name}_id" in columns:
            resolved[f"{name}_id"] = None if value is None else identities[NAMED[name]][value]
        else:
            resolved[name] = value
    return resolved


def _parts(rows: list[Row]) -> Iterator[list[Row]]:
    # One statement takes rows of the same columns only.
    columns = list(dict.fromkeys(name for row in rows for name in row))
    for start in range(0, len(rows), ROWS_AT_ONCE):
        yield [
            {name: row.get(name) for name in columns} for row in rows[start : start + ROWS_AT_ONCE]
        ]
