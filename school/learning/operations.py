"""What can be done with lessons: an apprentice says that one was read."""

from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.core.errors import NotAllowed, mark
from school.learning import queries
from school.learning.models import LessonProgress
from school.learning.queries import LessonFound

OTHER_NUMBER = mark("Ce numéro d’envoi est déjà pris : ouvrez la leçon et marquez-la de nouveau.")


def mark_read(
    session: Session, principal: Principal, found: LessonFound, *, client_uuid: str, day: date
) -> None:
    """Note that an apprentice has read a lesson; a second time changes nothing.

    It is known by its number (`client_uuid`) and by the person and lesson, so that neither a
    form sent twice nor another telephone writes it again. Raises `NotAllowed` for whoever is no
    apprentice, and when the number is that of another lesson or person.
    """
    if principal.trainee_id is None or not principal.may(Permission.MARK_LESSONS_READ):
        raise NotAllowed(mark("Seuls les apprentis marquent leurs leçons comme lues."))
    try:
        with session.begin_nested():
            session.add(
                LessonProgress(
                    trainee_id=principal.trainee_id,
                    lesson_reference=found.lesson.reference,
                    curriculum_version=found.version,
                    read_on=day,
                    client_uuid=client_uuid,
                )
            )
    except IntegrityError as error:
        # It was read before, or another copy was quicker: what stands there says the same.
        if not queries.has_read(session, principal.trainee_id, found.lesson.reference):
            raise NotAllowed(OTHER_NUMBER) from error
