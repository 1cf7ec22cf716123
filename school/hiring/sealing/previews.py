"""What is shown of a report before it is sealed: to those outside its schools, what could be.

A preview has the figures of the report, so for the ministry the same rule holds: what would single
out fewer than five persons beside a report that was released is not shown. Previews are no
releases, and two of them with other days can be subtracted; each one that somebody outside the
schools looks at leaves a line in the logs, with all that was asked, for those who must answer.
"""

from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.core.errors import NotAllowed
from school.hiring.sealing import operations, queries
from school.hiring.sealing.changes import change_in_words, changes_between
from school.hiring.sealing.contents import Contents, contents_of
from school.hiring.sealing.figures import as_plain
from school.hiring.sealing.models import SealedReport
from school.hiring.sealing.parameters import Choice
from school.hiring.sealing.releases import revealed_among
from school.web.logs import figures_previewed

PERSONS = Permission.SEE_PERSONS_BEHIND_FIGURES

Change = tuple[str, str, str]
"""A figure, its value before and after, in words."""


def previewed(
    session: Session, principal: Principal, choice: Choice, *, asked: bool
) -> tuple[Choice, Contents | None]:
    """Compute what was chosen, if it was `asked` for, possible, and may be seen by this person.

    Where it may not be, the choice comes back without parameters, with the reason among its
    problems.
    """
    if not asked or choice.parameters is None:
        return choice, None
    contents = contents_of(session, choice.parameters)
    if {school.id for school in choice.chosen} <= principal.school_ids(PERSONS):
        return choice, contents
    figures_previewed(choice.parameters.as_plain(), principal.account_id)
    try:
        operations.refuse_revealing(session, contents)
    except NotAllowed as refusal:
        problem = gettext(refusal.message, **refusal.values)
        return replace(choice, parameters=None, problems=[*choice.problems, problem]), None
    return choice, contents


@dataclass(frozen=True)
class EditionPreview:
    """What a new edition would change; None where it is not shown, being of 1 to 4 persons.

    It is shown to those `inside`: who may see the persons behind every figure of the report.
    """

    changes: list[Change] | None
    inside: bool


def edition_preview(
    session: Session, principal: Principal, before: SealedReport, known_on: date
) -> EditionPreview:
    """Compute what a new edition of a report would change with what is known on a day.

    Raises `NotFound` when the report or its file of figures is spoilt.
    """
    parameters = replace(operations.asked_of(before), known_on=known_on)
    contents = contents_of(session, parameters)
    released = queries.figures_released(session, parameters.schools)
    inside = contents.school_ids <= principal.school_ids(PERSONS)
    if not inside:
        figures_previewed(parameters.as_plain(), principal.account_id)
        if revealed_among(released, contents)[1]:
            return EditionPreview(None, inside)
    figures = next((file for report, file in released if report.id == before.id), b"")
    changes = changes_between(operations.figures_in(before, figures), as_plain(contents))
    return EditionPreview([change_in_words(one) for one in changes], inside)
