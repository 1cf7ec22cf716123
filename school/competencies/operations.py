"""What can be done with a competency record: add to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.cohorts.competency_queries import Learnt
from school.cohorts.models import Trainee
from school.competencies import queries
from school.competencies.models import CompetencyEvidence, CompetencyRecord
from school.competencies.rules import Cited, Level, Voice
from school.core import audit
from school.core.errors import InvalidInput, mark
from school.core.references import new_reference

PREFIX = "CR"
LONGEST_COMMENT = 1000


@dataclass(frozen=True)
class Speaker:
    """Who speaks: with which voice, and under which name it stands in the record."""

    voice: Voice
    name: str


@dataclass(frozen=True)
class Said:
    """What somebody says in one go: levels by competency, with a day, words and evidence.

    `client_uuid` is the number of the form: the same form again adds nothing.
    """

    levels: Mapping[Learnt, Level]
    noted_on: date
    client_uuid: str
    comment: str | None = None
    evidence: Sequence[Cited] = ()


def rate(
    session: Session, speaker: Speaker, trainee: Trainee, said: Said, today: date
) -> Sequence[CompetencyRecord]:
    """Add levels to a person's record; nothing that was said before changes.

    A form that comes a second time, even at the same moment, gives what it recorded the first
    time. Raises `InvalidInput` when no level is given or the day is still to come.
    """
    if known := queries.recorded_by(session, trainee.id, said.client_uuid):
        return known
    if not said.levels:
        raise InvalidInput(mark("Touchez au moins un niveau."))
    if said.noted_on > today:
        raise InvalidInput(mark("Ce jour n’est pas encore venu."), "noted_on")
    at = queries.next_moment(session, trainee.id)
    records = [
        _record(speaker, trainee, said, learnt, level, at) for learnt, level in said.levels.items()
    ]
    try:
        with session.begin_nested():
            session.add_all(records)
    except IntegrityError:
        # Another copy of the form was quicker.
        if known := queries.recorded_by(session, trainee.id, said.client_uuid):
            return known
        raise
    changes = {one.competency: [None, one.level.value] for one in records}
    audit.note(session, speaker.name, f"competencies.rate.{speaker.voice.value}", trainee, changes)
    session.flush()
    return records


def _record(
    speaker: Speaker, trainee: Trainee, said: Said, learnt: Learnt, level: Level, at: datetime
) -> CompetencyRecord:
    return CompetencyRecord(
        reference=new_reference(PREFIX),
        trainee_id=trainee.id,
        module=learnt.module,
        competency=learnt.reference,
        curriculum_version=learnt.version,
        voice=speaker.voice,
        level=level,
        noted_on=said.noted_on,
        recorded_at=at,
        author=speaker.name,
        comment=said.comment,
        client_uuid=said.client_uuid,
        # Evidence speaks for a level, and « not seen » is none.
        evidence=[
            CompetencyEvidence(kind=one.kind, reference=one.reference, happened_on=one.happened_on)
            for one in (said.evidence if level is not Level.NOT_SEEN else ())
        ],
    )
