"""The list of consultations, what came out of one, and who answered it."""

from io import BytesIO

from flask import render_template, request
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import today
from school.enterprises.consultations import answer_queries, labels, link_operations, pages, queries
from school.enterprises.consultations.blueprint import blueprint
from school.enterprises.consultations.documents import results_paper, who_answered
from school.enterprises.consultations.policy import holds
from school.enterprises.consultations.rules import DECIDING, Step, steps_from
from school.web.choices import one_of
from school.web.context import principal, session
from school.web.copied_texts import take_text
from school.web.downloads import download
from school.web.paging import page_number
from school.web.template_words import language


@blueprint.get("/consultations")
@requires(Permission.SEE_ENTERPRISES)
def index() -> ResponseReturnValue:
    """List the consultations of one's schools."""
    page = queries.consultation_list(session, principal, page_number())
    return render_template("consultations/index.html", page=page, today=today(), labels=labels)


@blueprint.get("/consultations/<reference>")
@requires(Permission.SEE_ENTERPRISES)
def show(reference: str) -> ResponseReturnValue:
    """Show what came out of a consultation, what is decided of it, and whose turn it is."""
    consultation = queries.consultation_by_reference(session, principal, reference)
    found = pages.present_results(session, consultation)
    return render_template(
        "consultations/show.html",
        consultation=consultation,
        found=found,
        answered=who_answered,
        standing=labels.standing(consultation, today(), found.undecided, found.unnamed),
        sure=one_of(Step, request.args.get("sure")) is Step.SEND_BACK and found.undecided,
        steps=steps_from(consultation.state),
        deciding=consultation.state in DECIDING,
        leads=holds(principal, consultation),
        labels=labels,
    )


@blueprint.get("/consultations/<reference>/enterprises")
@requires(Permission.SEE_ENTERPRISES)
def enterprises(reference: str) -> ResponseReturnValue:
    """Show who answered and what they say, and who did not."""
    consultation = queries.consultation_by_reference(session, principal, reference)
    found = answer_queries.asked_enterprises(session, consultation, page_number())
    return render_template(
        "consultations/enterprises.html",
        consultation=consultation,
        page=found,
        words=pages.words_of(consultation),
        recipients=queries.recipients(session, [one.enterprise for one in found.items]),
        leads=holds(principal, consultation),
        writes=link_operations.purpose_now(consultation) is not None,
        message=take_text(reference),
    )


@blueprint.get("/consultations/<reference>/results.pdf")
@requires(Permission.SEE_ENTERPRISES)
def results_pdf(reference: str) -> ResponseReturnValue:
    """Give the results on paper, for the committee."""
    consultation = queries.consultation_by_reference(session, principal, reference)
    voices = pages.voices_of(session, consultation)
    there = {one.answer.enterprise_id for one in voices}
    asked = queries.invitations_of(session, consultation)
    silent = [one.enterprise.name for one in asked if one.enterprise_id not in there]
    found = pages.results_of(session, consultation, voices, len(asked))
    paper = results_paper(consultation, found, voices, silent, language())
    return download(BytesIO(paper), "application/pdf", "consultation.pdf")
