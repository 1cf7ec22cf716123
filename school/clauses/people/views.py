"""Pages of people of clauses: the list, one person, the paper that proves something of them."""

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.blueprint import blueprint
from school.clauses.labels import STATUSES
from school.clauses.models import Participant
from school.clauses.people import operations, queries
from school.clauses.people.forms import PersonForm
from school.core.clock import today
from school.hiring.labels import EVIDENCE
from school.web.context import principal, session
from school.web.downloads import shown_again
from school.web.logs import personal_data_seen
from school.web.paging import page_number
from school.web.submit import submit

PERSON = "clauses/people/edit.html"


@blueprint.get("/clauses/participants")
@requires(Permission.SEE_PARTICIPANTS)
def participants() -> ResponseReturnValue:
    """List a school's or an operator's people whose hours count towards a clause."""
    page = queries.participants(session, principal, page_number())
    personal_data_seen("participants", f"page {page.number}", principal.account_id)
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
