"""Whether the database answers."""

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from school.core.database import Database


def database_answers(database: Database) -> bool:
    """Ask the database for nothing, and tell whether it answered."""
    try:
        with database.engine.connect() as connection:
            connection.execute(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError:
        return False
    return True
