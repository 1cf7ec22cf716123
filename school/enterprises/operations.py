"""What can be done with enterprises and tutors."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.enterprises import queries
from school.enterprises.models import Partnership


def ensure_partnership(session: Session, school_id: int, enterprise_id: int) -> None:
    """Make an enterprise a partner of a school, unless it is one already.

    From then on the school's people see it. Whoever places an apprentice there, records an
    offer from it or edits its record calls this; two who do so at once leave one partnership.
    """
    if queries.partnership_of(session, school_id, enterprise_id) is not None:
        return
    try:
        with session.begin_nested():
            session.add(Partnership(school_id=school_id, enterprise_id=enterprise_id))
    except IntegrityError:
        # Somebody else made it meanwhile, unless the school or enterprise is not there at all.
        if queries.partnership_of(session, school_id, enterprise_id) is None:
            raise
