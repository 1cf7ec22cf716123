"""Pages of people of clauses: the list, one person, why their hours count, what proves it."""

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.blueprint import blueprint
from school.clauses.labels import STATUSES
from school.clauses.models import Participant
from school.clauses.people import operations, queries
from school.clauses.people.forms import EligibilityForm, PaperForm, PersonForm
from school.core.clock import today
from school.hiring.labels import EVIDENCE
from school.web.context import principal, session
from school.web.downloads import shown_again
from school.web.logs import personal_data_seen
from school.web.paging import page_number
from school.web.submit import explain_constraints, submit

PERSON, ELIGIBILITY = "clauses/people/edit.html", "clauses/people/eligibility.html"
PAPER = "clauses/people/paper.html"

explain_constraints(
    {
        "uq_eligibilities_participant_id_criterion_eligible_from": (
            operations.ELIGIBLE_ALREADY,
            "eligible_from",
        )
    }
)


@blueprint.get("/clauses/participants")
@requires(Permission.SEE_PARTICIPANTS)
def participants() -> ResponseReturnValue:
    """List a school's or an operator's people whose hours count towards a clause."""
    page = queries.participants(session, principal, page_number())
    return render_template("clauses/people/index.html", page=page)


@blueprint.get("/clauses/participants/<reference>")
@requires(Permission.SEE_PARTICIPANTS)
def participant(reference: str) -> ResponseReturnValue:
    """Show why a person's hours count, and how many there are under each contract."""
    page = queries.participant_page(session, principal, reference, today())
    personal_data_seen("participant", reference, principal.account_id)
    return render_template(
        "clauses/people/show.html",
        page=page,
        name=operations.name_of(page.participant),
        statuses=STATUSES,
        evidence=EVIDENCE,
    )


@blueprint.route("/clauses/participants/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.DECLARE_HOURS)
def edit_participant(reference: str) -> ResponseReturnValue:
    """Correct what is stated of somebody."""
    found = participant_seen(reference)
    form = PersonForm.on(found)
    if request.method == "GET":
        form.version.data = found.version
        form.sex.data = found.sex.value if found.sex else ""
        return render_template(PERSON, form=form, contract=None, participant=found)

    def action() -> str:
        given = {"known": form.known_version, "confirmed": form.confirmed.data}
        operations.revise_person(
            session, principal.name, found, form.facts(), today=today(), **given
        )
        flash(gettext("La fiche est corrigée."), "success")
        return url_for("clauses.participant", reference=reference)

    return submit(form, PERSON, action, contract=None, participant=found)


@blueprint.route("/clauses/participants/<reference>/eligibility", methods=["GET", "POST"])
@requires(Permission.DECLARE_HOURS)
def new_eligibility(reference: str) -> ResponseReturnValue:
    """State why somebody's hours count."""
    found = participant_seen(reference)
    form, name = EligibilityForm(), operations.name_of(found)
    if request.method == "GET":
        return render_template(ELIGIBILITY, form=form, participant=found, name=name)

    def action() -> str:
        operations.make_eligible(session, principal.name, found, form.facts())
        flash(gettext("Le critère est noté."), "success")
        return url_for("clauses.participant", reference=reference)

    return submit(form, ELIGIBILITY, action, participant=found, name=name)


@blueprint.route("/clauses/participants/<reference>/papers", methods=["GET", "POST"])
@requires(Permission.DECLARE_HOURS)
def new_paper(reference: str) -> ResponseReturnValue:
    """Keep the picture of a paper that proves why somebody's hours count."""
    found = participant_seen(reference)
    form, name = PaperForm(), operations.name_of(found)
    criteria = {one.criterion for one in queries.eligibilities_of(session, found)}
    form.criterion.choices = [(one, one) for one in sorted(criteria)]
    if request.method == "GET":
        return render_template(PAPER, form=form, participant=found, name=name)

    def action() -> str:
        operations.add_paper(
            session, principal.name, found, form.criterion.data, form.picture, today()
        )
        flash(gettext("Le papier est gardé."), "success")
        return url_for("clauses.participant", reference=reference)

    return submit(form, PAPER, action, participant=found, name=name)


@blueprint.get("/clauses/papers/<reference>")
@requires(Permission.SEE_PARTICIPANTS)
def paper(reference: str) -> ResponseReturnValue:
    """Show the picture of a paper that proves why somebody's hours count."""
    found = queries.paper_by_reference(session, principal, reference)
    personal_data_seen("eligibility_paper", reference, principal.account_id)
    return shown_again(lambda: queries.paper_bytes(session, found), "image/jpeg", found.digest)


def participant_seen(reference: str) -> Participant:
    """Find somebody whose page is opened, and note that it was."""
    found = queries.participant_by_reference(session, principal, reference)
    personal_data_seen("participant", reference, principal.account_id)
    return found
