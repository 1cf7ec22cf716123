"""What a test's session shows after somebody else wrote."""

from sqlalchemy.orm import Session


def read_afresh(session: Session) -> None:
    """Forget what the session read, and the moment of the database it looked at."""
    session.rollback()
    session.expire_all()
