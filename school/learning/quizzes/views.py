"""Pages of the apprentice: what a quiz is, an attempt at it, and its result."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import now, today
from school.learning.quizzes import actions, queries, targets
from school.learning.quizzes.blueprint import blueprint
from school.learning.quizzes.labels import OPENING_KINDS, OPENINGS
from school.learning.quizzes.presentation import item_views
from school.learning.quizzes.results import result_view
from school.learning.quizzes.rules import OpeningState
from school.learning.quizzes.targets import QuizTarget
from school.web.context import principal, session
from school.web.logs import personal_data_seen
from school.web.submit import submit


@blueprint.get("/modules/<reference>")
@requires(Permission.TAKE_QUIZZES)
def home(reference: str) -> ResponseReturnValue:
    """Show what the quiz of a module is, when it is open, and the attempts made at it."""
    target = targets.module_target(session, principal, reference)
    state = target.opening.state(now())
    return render_template(
        "quizzes/home.html",
        target=target,
        state=OPENINGS[state],
        state_kind=OPENING_KINDS[state],
        may_begin=_may_begin(target),
    )


@blueprint.route("/modules/<reference>/attempt", methods=["GET", "POST"])
@requires(Permission.TAKE_QUIZZES)
def attempt(reference: str) -> ResponseReturnValue:
    """Show the next attempt at the quiz of a module, and take its answers."""
    target = targets.module_target(session, principal, reference)
    if request.method == "GET" and not _may_begin(target):
        return redirect(url_for("quizzes.home", reference=reference), 303)
    return _answered(target)


@blueprint.route("/lessons/<reference>/practice", methods=["GET", "POST"])
@requires(Permission.TAKE_QUIZZES)
def practice(reference: str) -> ResponseReturnValue:
    """Show the questions of a lesson, to practise as often as wanted, and take the answers."""
    return _answered(targets.practice_target(session, principal, reference))


@blueprint.get("/attempts/<reference>")
@requires(Permission.READ_LESSONS)
def result(reference: str) -> ResponseReturnValue:
    """Show the result of an attempt, to whoever made it and to the school's trainers."""
    found = queries.attempt_by_reference(session, principal, reference)
    personal_data_seen("quiz_attempt", reference, principal.account_id)
    trains = principal.may(Permission.SEE_QUIZZES)
    shown = result_view(session, found, today(), all_told=trains)
    return render_template("quizzes/result.html", result=shown, attempt=found.attempt)


def _may_begin(target: QuizTarget) -> bool:
    open_now = target.opening.state(now()) is OpeningState.OPEN
    return open_now and target.left > 0 and bool(target.bank)


def _answered(target: QuizTarget) -> ResponseReturnValue:
    form = actions.form_of(target, request.form if request.method == "POST" else None)
    context = {"target": target, "items": item_views(session, form, target.version.id)}
    if request.method == "GET":
        return render_template("quizzes/attempt.html", form=form, **context)
    return submit(
        form,
        "quizzes/attempt.html",
        lambda: actions.take(session, principal, target, form),
        **context,
    )
