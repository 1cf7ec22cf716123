"""The sealed reports of the demo: one of all schools by the ministry, one of a school by itself."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import School
from school.accounts.rules import Language
from school.demo import story
from school.demo.story import COTONOU
from school.hiring.publication.quarters import last_quarter_end
from school.hiring.rules import Evidence
from school.hiring.sealing.operations import Sealer, seal
from school.hiring.sealing.parameters import Parameters
from school.web.addresses import public_address

SEALED_AT = time(9, 15)


def seal_reports(session: Session, today: date) -> None:
    """Seal what was known at the end of the last quarter, a day later.

    Needs an application context, as the paper carries an address and the reader's words.
    """
    day = last_quarter_end(today)
    schools = tuple(session.scalars(select(School.reference).order_by(School.reference)))
    ministry, director = (" ".join(name) for name in (story.MINISTRY, COTONOU.director))
    seal(session, _asked(schools, day), _sealer(ministry, day))
    seal(session, _asked((COTONOU.reference,), day), _sealer(director, day))


def _asked(schools: tuple[str, ...], day: date) -> Parameters:
    return Parameters(
        schools=schools,
        as_of=day,
        known_on=day,
        months=6,
        evidence=Evidence.CONFIRMED,
        period_from=None,
        period_to=None,
        language=Language.FRENCH,
        checked_at=public_address("sealing.verify_code"),
    )


def _sealer(name: str, day: date) -> Sealer:
    at = datetime.combine(day + timedelta(days=1), SEALED_AT, UTC).replace(tzinfo=None)
    instance: Path = current_app.config["SETTINGS"].instance
    return Sealer(name, at, instance)
