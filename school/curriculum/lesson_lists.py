"""A place for the lessons of a module on its page, filled by a feature above this one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Flask, current_app
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.curriculum.models import Module


@dataclass(frozen=True)
class LessonPlace:
    """A lesson in the list of its module, with the day on which the reader has read it."""

    reference: str
    title_fr: str
    title_en: str
    minutes: int
    read_on: date | None


LessonLists = Callable[[Session, Principal, Module], Sequence[LessonPlace]]
"""Gives the lessons of a module that a person may read, in the order of teaching."""

_EXTENSION = "school_lesson_lists"


def install(app: Flask, lists: LessonLists) -> None:
    """Let the lessons of a module be listed on its page."""
    app.extensions[_EXTENSION] = lists


def lessons_of(session: Session, principal: Principal, module: Module) -> Sequence[LessonPlace]:
    """List the lessons of a module for a person, in one statement at most."""
    lists: LessonLists = current_app.extensions[_EXTENSION]
    return lists(session, principal, module)
