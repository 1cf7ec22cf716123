"""Further versions of the curricula that every test has, with something changed."""

from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from school.curriculum.operations import load_pack
from school.curriculum.pack.reading import Pack
from school.curriculum.pack.structure import TaskPack
from tests.factories.lessons import newest_version_id
from tests.support.shipped import shipped_pack

LATER = "2099.1"


def load_later(session: Session, pack: Pack, version: str = LATER) -> int:
    """Load a pack under a later version, and give its number."""
    load_pack(session, pack.model_copy(update={"version": version}))
    return newest_version_id(session)


def with_module(code: str, **values: Any) -> Pack:
    """Give the curricula with one module changed."""
    pack = shipped_pack()
    modules = [one.model_copy(update=values) if one.code == code else one for one in pack.modules]
    return pack.model_copy(update={"modules": tuple(modules)})


def with_task(code: str, **values: Any) -> Pack:
    """Give the curricula with one practical task changed."""
    pack = shipped_pack()
    tasks = [one.model_copy(update=values) if one.code == code else one for one in pack.tasks]
    return pack.model_copy(update={"tasks": tuple(tasks)})


def with_limit(task: str, measure: str, maximum: str) -> Pack:
    """Give the curricula with the upper limit of one measure changed."""
    pack = shipped_pack()
    tasks = [_limited(one, measure, maximum) if one.code == task else one for one in pack.tasks]
    return pack.model_copy(update={"tasks": tuple(tasks)})


def _limited(task: TaskPack, measure: str, maximum: str) -> TaskPack:
    measures = [
        one.model_copy(update={"maximum": Decimal(maximum)}) if one.code == measure else one
        for one in task.measures
    ]
    return task.model_copy(update={"measures": tuple(measures)})
