"""Pages of lessons and of the glossary."""

from functools import partial
from io import BytesIO
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import today
from school.learning import operations, queries
from school.learning.presentation import present
from school.web.context import principal, session
from school.web.downloads import download
from school.web.forms import Form
from school.web.submit import submit
from school.web.template_words import language

blueprint = Blueprint("learning", __name__, url_prefix="/curriculum")

LONGEST_SEARCH = 100
TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sor": "application/octet-stream",
}
"""The kinds of files that lessons may offer, checked when a curriculum is read."""


@blueprint.get("/lessons/<reference>")
@requires(Permission.READ_LESSONS)
def lesson(reference: str) -> ResponseReturnValue:
    """Show a lesson, with the button by which an apprentice says that it was read."""
    found = queries.lesson_by_reference(session, principal, reference)
    return render_template("learning/lesson.html", form=Form(), **_shown(found))


@blueprint.post("/lessons/<reference>/read")
@requires(Permission.MARK_LESSONS_READ)
def read(reference: str) -> ResponseReturnValue:
    """Note that an apprentice has read a lesson."""
    found = queries.lesson_by_reference(session, principal, reference)
    form = Form()

    def action() -> str:
        operations.mark_read(
            session, principal, found, client_uuid=form.submission_key, day=today()
        )
        flash(gettext("Leçon marquée comme lue."))
        return url_for("learning.lesson", reference=reference)

    return submit(form, "learning/lesson.html", action, **_shown(found))


@blueprint.get("/lessons/<reference>/files/<name>")
@requires(Permission.READ_LESSONS)
def lesson_file(reference: str, name: str) -> ResponseReturnValue:
    """Give a file of a lesson to be kept; it is never shown as a page."""
    found = queries.lesson_by_reference(session, principal, reference)
    file = queries.file_of_lesson(session, found.lesson, name)
    return download(BytesIO(file.content), TYPES[name.rpartition(".")[2]], file.name)


@blueprint.get("/glossary")
@requires(Permission.READ_LESSONS)
def glossary() -> ResponseReturnValue:
    """List the words of the trade with what they mean, all of them or those looked for."""
    wanted = request.args.get("q", "")[:LONGEST_SEARCH].strip()
    terms = queries.glossary(session, principal, wanted, language())
    return render_template("learning/glossary.html", terms=terms, wanted=wanted)


def _shown(found: queries.LessonFound) -> dict[str, Any]:
    return {
        "found": found,
        "lesson": found.lesson,
        "present": partial(present, session, found.lesson),
        "may_mark": principal.may(Permission.MARK_LESSONS_READ),
    }
