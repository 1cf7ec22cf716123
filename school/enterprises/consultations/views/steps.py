"""The steps of a consultation: opening, asking again, closing, deciding, sending back."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.accounts.rules import LinkPurpose
from school.core.clock import today
from school.core.errors import DomainError, NeedsConfirmation
from school.curriculum.version_queries import all_versions
from school.enterprises.consultations import link_operations, notices, operations, queries
from school.enterprises.consultations.blueprint import blueprint
from school.enterprises.consultations.forms import DecisionForm
from school.enterprises.consultations.labels import DONE, item_words
from school.enterprises.consultations.models import (
    Consultation,
    ConsultationDecision,
    ConsultationInvitation,
    ConsultationItem,
)
from school.enterprises.consultations.rules import DECIDING, Step
from school.messages.bringing import bring_letter
from school.messages.posting import can_be_written_to
from school.web.choices import one_of
from school.web.context import principal, session
from school.web.submit import submit

MAY = Permission.MANAGE_ENTERPRISES


@blueprint.post("/consultations/<reference>/move")
@requires(Permission.MANAGE_ENTERPRISES)
def move(reference: str) -> ResponseReturnValue:
    """Take a consultation to its next state, and write to the enterprises that it concerns."""
    consultation = queries.consultation_by_reference(session, principal, reference, MAY)
    step, sure = one_of(Step, request.form.get("step")), None
    if step is not None:
        try:
            _move(consultation, step)
        except NeedsConfirmation:
            session.rollback()
            sure = step.value
        except DomainError as refusal:
            session.rollback()
            flash(gettext(refusal.message, **refusal.values), "error")
    return redirect(url_for("consultations.show", reference=reference, sure=sure), 303)


def _move(consultation: Consultation, step: Step) -> None:
    sure = request.form.get("confirmed") == "y"
    operations.take_step(session, principal, consultation, step, today(), confirmed=sure)
    flash(str(DONE[step]), "success")
    if step is Step.CLOSE:
        return
    invitations = queries.invitations_of(session, consultation)
    found = queries.recipients(session, [one.enterprise for one in invitations])
    letter, purpose = _letters(step)
    reached = 0
    for one in invitations:
        recipient = found[one.enterprise_id]
        if can_be_written_to(recipient):
            token = link_operations.issue(session, purpose, one, recipient)
            letter(consultation, recipient, token).send(session)
            reached += 1
    _say_reached(reached, len(invitations) - reached)


def _letters(step: Step) -> tuple[notices.ConsultationLetter, LinkPurpose]:
    if step is Step.OPEN:
        return notices.question, link_operations.ANSWER
    return notices.outcome, link_operations.READ


def _say_reached(reached: int, silent: int) -> None:
    if reached:
        flash(
            ngettext(
                "Un courriel part à %(num)s entreprise.",
                "Un courriel part à %(num)s entreprises.",
                reached,
            ),
            "success",
        )
    if silent:
        flash(
            ngettext(
                "%(num)s entreprise n’a pas d’adresse : préparez-lui un message à copier.",
                "%(num)s entreprises n’ont pas d’adresse : préparez-leur un message à copier.",
                silent,
            ),
            "info",
        )


@blueprint.post("/consultations/<reference>/enterprises/<enterprise>/link")
@requires(Permission.MANAGE_ENTERPRISES)
def send_link(reference: str, enterprise: str) -> ResponseReturnValue:
    """Make a new link for one enterprise, by mail or as a message to copy."""
    consultation = queries.consultation_by_reference(session, principal, reference, MAY)
    invitation = queries.invitation_of(session, consultation, enterprise)
    purpose = link_operations.purpose_now(consultation)
    if purpose is None:
        flash(gettext("Il n’y a rien à demander ni à dire à cette entreprise."), "info")
    else:
        _send(consultation, invitation, purpose, request.form.get("channel", ""))
    return redirect(url_for("consultations.enterprises", reference=reference), 303)


def _send(
    consultation: Consultation,
    invitation: ConsultationInvitation,
    purpose: LinkPurpose,
    channel: str,
) -> None:
    """Bring a link to an enterprise as it was asked; who has no address gets a text to copy."""
    recipient = queries.recipients(session, [invitation.enterprise])[invitation.enterprise_id]
    token = link_operations.issue(session, purpose, invitation, recipient)
    letter = notices.question if purpose is link_operations.ANSWER else notices.outcome
    bring_letter(consultation.reference, channel, letter(consultation, recipient, token))


@blueprint.route("/consultations/<reference>/items/<item>/decision", methods=["GET", "POST"])
@requires(Permission.MANAGE_ENTERPRISES)
def decide(reference: str, item: str) -> ResponseReturnValue:
    """Write what the committee decided of an item, with its reason and the version that has it."""
    consultation = queries.consultation_by_reference(session, principal, reference, MAY)
    about = queries.item_by_reference(consultation, item)
    if consultation.state not in DECIDING:
        flash(gettext("Les entreprises répondent encore : fermez d’abord la consultation."), "info")
        return redirect(url_for("consultations.show", reference=reference), 303)
    before = queries.latest_decisions(session, consultation).get(about.id)
    form = _decision_form(before)
    words = {"consultation": consultation, "words": item_words(about)}
    if request.method == "GET":
        return render_template("consultations/decide.html", form=form, **words)
    return submit(form, "consultations/decide.html", lambda: _decide(form, about), **words)


def _decide(form: DecisionForm, item: ConsultationItem) -> str:
    operations.decide(session, principal, item, form.decided, form.known_version)
    flash(gettext("La décision est enregistrée."), "success")
    return url_for("consultations.show", reference=item.consultation.reference)


def _decision_form(before: ConsultationDecision | None) -> DecisionForm:
    form = DecisionForm(
        version=before.number if before else 0,
        verdict=before.verdict.value if before else None,
        reason=before.reason if before else None,
        decided_on=before.decided_on if before else today(),
        version_of_change=str(before.version_id or "") if before else "",
    )
    form.offer([(str(one.id), f"{one.code} {one.version}") for one in all_versions(session)])
    return form
