"""The lessons of a module as its page lists them."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.curriculum.lesson_lists import LessonPlace
from school.curriculum.models import Module
from school.learning.queries import lesson_places


def module_lessons(session: Session, principal: Principal, module: Module) -> Sequence[LessonPlace]:
    """List the lessons of a module; none for whoever may not read lessons at all."""
    if not principal.may(Permission.READ_LESSONS):
        return ()
    return lesson_places(session, principal, module)
