"""Pages of trainers: a cohort's quizzes, their windows, results, statistics and banks."""

from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts.models import Cohort
from school.cohorts.queries import cohort_by_reference
from school.core.clock import now
from school.curriculum.models import Module
from school.curriculum.queries import module_by_reference
from school.learning.quizzes import cohort_queries, targets
from school.learning.quizzes.bank import bank_views, item_rows
from school.learning.quizzes.blueprint import blueprint
from school.learning.quizzes.forms import WindowForm, window_form
from school.learning.quizzes.labels import OPENING_KINDS, OPENINGS
from school.learning.quizzes.operations import close_now, decide_window
from school.learning.quizzes.rule_queries import quiz_rules
from school.learning.quizzes.rules import Opening, to_utc
from school.web.context import principal, session
from school.web.forms import Form
from school.web.logs import personal_data_seen
from school.web.submit import submit


@blueprint.get("/cohorts/<reference>")
@requires(Permission.SEE_QUIZZES)
def cohort(reference: str) -> ResponseReturnValue:
    """List the quizzes of a cohort: when each is open, how many have taken it."""
    found = _cohort(reference)
    quizzes = cohort_queries.module_quizzes(session, found)
    return render_template("quizzes/cohort.html", cohort=found, quizzes=quizzes, **_words())


@blueprint.get("/cohorts/<reference>/modules/<module>")
@requires(Permission.SEE_QUIZZES)
def results(reference: str, module: str) -> ResponseReturnValue:
    """Show who of a cohort took the quiz of a module, how often, and with which mark."""
    context = _shown(reference, module)
    personal_data_seen("quiz_results", f"{reference} {module}", principal.account_id)
    return render_template("quizzes/results.html", form=Form(), **context)


@blueprint.post("/cohorts/<reference>/modules/<module>/close")
@requires(Permission.OPEN_QUIZZES)
def close(reference: str, module: str) -> ResponseReturnValue:
    """Close the quiz of a module for a cohort at once."""
    context = _shown(reference, module)
    found, one = context["cohort"], context["module"]

    def action() -> str:
        window = targets.window_of(session, found.id, one.id)
        close_now(session, principal, found, one, window, now=now())
        flash(gettext("Le quiz est fermé."), "success")
        return url_for("quizzes.results", reference=reference, module=module)

    return submit(Form(), "quizzes/results.html", action, **context)


@blueprint.route("/cohorts/<reference>/modules/<module>/window", methods=["GET", "POST"])
@requires(Permission.OPEN_QUIZZES)
def window(reference: str, module: str) -> ResponseReturnValue:
    """Decide from when to when a cohort may take the quiz of a module."""
    found = _cohort(reference, Permission.OPEN_QUIZZES)
    one = cohort_queries.module_of_cohort(session, found, module)
    form = window_form(targets.window_of(session, found.id, one.id), found.school.timezone)
    if request.method == "GET":
        return render_template("quizzes/window.html", form=form, cohort=found, module=one)
    return submit(
        form, "quizzes/window.html", lambda: _decide(found, one, form), cohort=found, module=one
    )


@blueprint.get("/cohorts/<reference>/modules/<module>/statistics")
@requires(Permission.SEE_QUIZZES)
def statistics(reference: str, module: str) -> ResponseReturnValue:
    """Show how hard each question of a module was, and whether it tells strong from weak."""
    found = _cohort(reference)
    one = cohort_queries.module_of_cohort(session, found, module)
    version = cohort_queries.version_of_cohort(session, found)
    bank = targets.bank_of(session, version.id, one.id) if version else []
    known = (
        cohort_queries.question_statistics(session, principal, one, version.version)
        if version
        else {}
    )
    rows = item_rows(bank, known)
    return render_template("quizzes/statistics.html", cohort=found, module=one, rows=rows)


@blueprint.get("/modules/<reference>/bank")
@requires(Permission.SEE_QUIZZES)
def bank(reference: str) -> ResponseReturnValue:
    """Show the questions of a module with their answers, in the newest version."""
    module = module_by_reference(session, reference)
    version_id = targets.version_read(session, principal, module)
    questions = targets.bank_of(session, version_id, module.id) if version_id else []
    views = bank_views(session, version_id, questions) if version_id else []
    rules = quiz_rules(session, version_id, module.id)
    return render_template("quizzes/bank.html", module=module, questions=views, rules=rules)


def _cohort(reference: str, permission: Permission = Permission.SEE_QUIZZES) -> Cohort:
    return cohort_by_reference(session, principal, reference, permission)


def _words() -> dict[str, object]:
    return {"now": now(), "openings": OPENINGS, "opening_kinds": OPENING_KINDS}


def _shown(reference: str, module: str) -> dict[str, Any]:
    found = _cohort(reference)
    one = cohort_queries.module_of_cohort(session, found, module)
    window = targets.window_of(session, found.id, one.id)
    return {
        "cohort": found,
        "module": one,
        "opening": cohort_queries.cohort_opening(found, window),
        "people": cohort_queries.results(session, found, one),
        "rules": quiz_rules(session, found.curriculum_version_id, one.id),
        **_words(),
    }


def _decide(cohort: Cohort, module: Module, form: WindowForm) -> str:
    zone = cohort.school.timezone
    limits = (form.opens_at.data, form.closes_at.data)
    opening = Opening(*(to_utc(one, zone) if one else None for one in limits))
    decide_window(session, principal, cohort, module, opening, now=now())
    flash(gettext("Les dates d’ouverture du quiz sont enregistrées."), "success")
    return url_for("quizzes.results", reference=cohort.reference, module=module.reference)
