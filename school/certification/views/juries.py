"""Pages of juries: who meets what, calling a jury together, and its decisions."""

from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.certification import operations, pages, queries
from school.certification.blueprint import blueprint
from school.certification.forms import CertifyForm, DecisionForm, JuryForm
from school.certification.models import Jury
from school.certification.operations import PATH, JuryDetails
from school.certification.presentation import people_words
from school.certification.views.issuing import this_issuer
from school.cohorts.forms import offer
from school.cohorts.models import Cohort
from school.cohorts.queries import cohort_by_reference
from school.core.clock import today
from school.web.context import principal, session
from school.web.logs import personal_data_seen
from school.web.submit import submit


@blueprint.get("/cohorts/<reference>/completion")
@requires(Permission.SEE_JURIES)
def completion(reference: str) -> ResponseReturnValue:
    """Show who of a cohort meets what, module by module or for the whole path, and its juries."""
    cohort = cohort_by_reference(session, principal, reference, Permission.SEE_JURIES)
    personal_data_seen("cohort_completion", reference, principal.account_id)
    board = pages.board(session, cohort, _subject())
    juries = queries.juries_of(session, cohort)
    return render_template(
        "certification/completion.html", board=board, juries=juries, today=today(), **pages.WORDS
    )


@blueprint.route("/cohorts/<reference>/juries/new", methods=["GET", "POST"])
@requires(Permission.HOLD_JURIES)
def new_jury(reference: str) -> ResponseReturnValue:
    """Call a jury together for a cohort."""
    cohort = cohort_by_reference(session, principal, reference, Permission.HOLD_JURIES)
    form, template = JuryForm(), "certification/new_jury.html"
    staff = _offer_members(form, cohort)
    if not form.is_submitted():
        return render_template(template, form=form, cohort=cohort)

    def action() -> str:
        jury = operations.call_jury(session, principal, cohort, _details(form, staff))
        flash(gettext("Le jury est réuni."), "success")
        return url_for("certification.jury", reference=jury.reference)

    return submit(form, template, action, cohort=cohort)


@blueprint.get("/juries/<reference>")
@requires(Permission.SEE_JURIES)
def jury(reference: str) -> ResponseReturnValue:
    """Show a jury: who sits, who meets what, and what it decided."""
    found = queries.jury_by_reference(session, principal, reference)
    personal_data_seen("jury", reference, principal.account_id)
    board = pages.board(session, found.cohort, _subject(), found)
    return render_template(
        "certification/jury.html", jury=found, board=board, today=today(), **pages.WORDS
    )


@blueprint.route("/juries/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.HOLD_JURIES)
def edit_jury(reference: str) -> ResponseReturnValue:
    """Correct when and where a jury meets, and who sits, before it decides."""
    found = _held(reference)
    form, template = JuryForm.on(_Filled(found)), "certification/edit_jury.html"
    staff = _offer_members(form, found.cohort)
    if not form.is_submitted():
        return render_template(template, form=form, jury=found)

    def action() -> str:
        details = _details(form, staff)
        operations.revise_jury(session, principal, found, details, form.known_version)
        flash(gettext("Le jury est corrigé."), "success")
        return url_for("certification.jury", reference=reference)

    return submit(form, template, action, jury=found)


@blueprint.route("/juries/<reference>/certify", methods=["GET", "POST"])
@requires(Permission.HOLD_JURIES)
def certify(reference: str) -> ResponseReturnValue:
    """Certify together those who meet every condition."""
    found, form = _held(reference), CertifyForm()
    board = pages.board(session, found.cohort, _subject(), found)
    offer(form.people, [(one.trainee.reference, one.trainee.full_name) for one in board.ready])
    shown: dict[str, Any] = {"jury": found, "board": board}
    if not form.is_submitted():
        form.people.data = [one.trainee.reference for one in board.ready]
        return render_template("certification/certify.html", form=form, **shown)

    def action() -> str:
        count = operations.certify_several(
            session, principal, found, board.subject, form.people.data, this_issuer()
        )
        flash(people_words(count), "success")
        return _back(found, board.code)

    return submit(form, "certification/certify.html", action, **shown)


@blueprint.route("/juries/<reference>/people/<trainee>", methods=["GET", "POST"])
@requires(Permission.HOLD_JURIES)
def decide(reference: str, trainee: str) -> ResponseReturnValue:
    """Write down what the jury decides about one person, or correct it."""
    found = _held(reference)
    shown = pages.person_page(session, found, _subject(), trainee)
    personal_data_seen("jury_decision", trainee, principal.account_id)
    form, template, subject = DecisionForm(), "certification/decide.html", shown["board"].subject
    if not form.is_submitted():
        form.version.data = str(shown["edition"])
        return render_template(template, form=form, **shown)

    def action() -> str:
        person = queries.candidate(session, found.cohort, trainee)
        about = (subject, person, form.ruling, this_issuer())
        operations.decide(session, principal, found, *about, known=form.known_version)
        flash(gettext("La décision est écrite."), "success")
        return _back(found, subject.code)

    return submit(form, template, action, **shown)


def _held(reference: str) -> Jury:
    return queries.jury_by_reference(session, principal, reference, Permission.HOLD_JURIES)


def _subject() -> str:
    return request.args.get("subject", "") or PATH


def _back(jury: Jury, code: str) -> str:
    return url_for("certification.jury", reference=jury.reference, subject=code)


def _offer_members(form: JuryForm, cohort: Cohort) -> dict[str, int]:
    staff = queries.possible_members(session, cohort.school_id)
    choices = [(one.email, one.name) for one in staff]
    offer(form.members, choices)
    offer(form.president, [("", gettext("Choisir…")), *choices])
    return {one.email: one.id for one in staff}


def _details(form: JuryForm, staff: dict[str, int]) -> JuryDetails:
    members = [staff[email] for email in form.members.data]
    return JuryDetails(form.held_on.data, form.place.data, members, staff.get(form.president.data))


class _Filled:
    """A jury as its form shows it."""

    def __init__(self, jury: Jury) -> None:
        self.held_on, self.place, self.version = jury.held_on, jury.place, jury.version
        self.members = [one.staff.email for one in jury.members]
        self.president = jury.president.email
