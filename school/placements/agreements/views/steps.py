"""What the school and signed-in people do with an agreement: send, sign, correct, give up."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts.competency_queries import competencies_of
from school.core.errors import DomainError
from school.messages.bringing import bring
from school.messages.posting import can_be_written_to
from school.placements.agreements import (
    labels,
    link_operations,
    notices,
    operations,
    policy,
    queries,
    sending,
    signing,
)
from school.placements.agreements.forms import ReasonForm, ScanForm, SignForm
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.operations import progress_of
from school.placements.agreements.presentation import section_views, titles_of
from school.placements.agreements.rules import (
    OUTSIDE,
    SIGNERS,
    TRANSITIONS,
    Action,
    Channel,
    Party,
    to_confirm,
)
from school.placements.agreements.signing import Signature
from school.placements.agreements.views.pages import WITH_REASON, seen_version
from school.placements.blueprint import blueprint
from school.web.choices import one_of
from school.web.context import principal, session
from school.web.submit import submit

OWN = (Party.APPRENTICE, Party.TUTOR)


def _home(version: AgreementVersion) -> str:
    return url_for("placements.agreement", reference=version.placement.reference)


def _school_version(reference: str) -> AgreementVersion:
    version = queries.version_by_reference(session, principal, reference)
    if not policy.writes_for_school(principal, version.placement):
        abort(403)
    return version


def _refused(error: DomainError) -> None:
    session.rollback()
    flash(gettext(error.message, **error.values), "error")


@blueprint.post("/agreements/<reference>/send")
@requires(Permission.MANAGE_PLACEMENTS)
def send_agreement(reference: str) -> ResponseReturnValue:
    """Open a draft to signature and write to each party with their link."""
    version = _school_version(reference)
    home = _home(version)
    try:
        sending.send(session, principal.name, version)
    except DomainError as error:
        _refused(error)
        return redirect(home, 303)
    _deliver_to_all(version)
    flash(gettext("La convention est ouverte à la signature."), "success")
    return redirect(home, 303)


@blueprint.post("/agreements/<reference>/link")
@requires(Permission.MANAGE_PLACEMENTS)
def agreement_link(reference: str) -> ResponseReturnValue:
    """Make a new link for a party, by mail or as a message to copy; the old one stops."""
    version = _school_version(reference)
    home = _home(version)
    party = one_of(OUTSIDE, request.form.get("party"))
    if party is None or not link_operations.is_waited_for(version, party):
        flash(gettext("Rien n’est attendu de cette personne : il n’y a pas de lien à envoyer."))
        return redirect(home, 303)
    _deliver(version, party, request.form.get("channel", ""))
    return redirect(home, 303)


def _deliver_to_all(version: AgreementVersion) -> None:
    for party in OUTSIDE:
        if not link_operations.is_waited_for(version, party):
            continue
        row = signing.party_row(version, party)
        if can_be_written_to(notices.contact_of(row)):
            _deliver(version, party, "")
        else:
            flash(gettext("Préparez un message pour %(name)s.", name=row.name), "info")


def _deliver(version: AgreementVersion, party: Party, channel: str) -> None:
    row = signing.party_row(version, party)
    token = link_operations.issue(session, version, party)
    bring(
        version.placement.reference,
        channel,
        notices.contact_of(row),
        lambda: notices.send_link(session, version, row, token),
        lambda: notices.link_message(session, version, row, token),
    )


@blueprint.post("/agreements/<reference>/validate")
@requires(Permission.MANAGE_PLACEMENTS)
def validate_agreement(reference: str) -> ResponseReturnValue:
    """Sign for the school, last of all: the agreement is in force."""
    version = _school_version(reference)
    home = _home(version)
    try:
        signing.validate(session, principal.name, version)
    except DomainError as error:
        _refused(error)
        return redirect(home, 303)
    notices.tell_in_force(session, version)
    flash(gettext("La convention est signée par tous."), "success")
    return redirect(home, 303)


@blueprint.route("/agreements/<reference>/close", methods=["GET", "POST"])
@requires(Permission.MANAGE_PLACEMENTS)
def close_agreement(reference: str) -> ResponseReturnValue:
    """Correct, refuse, cancel or abandon a version, with its reason."""
    version = _school_version(reference)
    action = one_of(WITH_REASON, request.values.get("action"))
    if action is None or version.status not in TRANSITIONS[action].from_states:
        return redirect(_home(version), 303)
    form = ReasonForm()
    words = {"version": version, "step": action, "label": labels.ACTIONS[action]}
    if request.method == "GET":
        return render_template("agreements/close.html", form=form, **words)
    return submit(form, "agreements/close.html", lambda: _close(form, version, action), **words)


def _close(form: ReasonForm, version: AgreementVersion, action: Action) -> str:
    if action is Action.REVISE:
        draft = operations.revise(session, principal.name, version, form.reason.data)
        return url_for("placements.edit_agreement", reference=draft.reference)
    operations.close(session, principal.name, version, action, Party.SCHOOL, form.reason.data)
    return _home(version)


@blueprint.route("/agreements/<reference>/paper", methods=["GET", "POST"])
@requires(Permission.MANAGE_PLACEMENTS)
def agreement_on_paper(reference: str) -> ResponseReturnValue:
    """Record what a party signed on paper, with the picture of the paper."""
    version = _school_version(reference)
    party = one_of(OUTSIDE, request.values.get("party"))
    if party is None or not link_operations.is_waited_for(version, party):
        if request.method == "POST":
            flash(gettext(signing.NOT_KEPT), "warning")
        return redirect(_home(version), 303)
    form = ScanForm()
    words = {"version": version, "row": signing.party_row(version, party), "labels": labels}
    if request.method == "GET":
        return render_template("agreements/paper.html", form=form, **words)
    return submit(form, "agreements/paper.html", lambda: _paper(form, version, party), **words)


def _paper(form: ScanForm, version: AgreementVersion, party: Party) -> str:
    signing.sign_on_paper(session, principal.name, version, party, form.picture)
    notices.tell_news(session, version)
    return _home(version)


@blueprint.route("/agreements/<reference>/sign", methods=["GET", "POST"])
@requires(Permission.SEE_PLACEMENTS)
def sign_agreement(reference: str) -> ResponseReturnValue:
    """Let the signed-in apprentice sign, and the signed-in tutor confirm, for themselves."""
    version = seen_version(reference)
    parties = policy.parties_of(principal, version)
    party = next((one for one in OWN if one in parties), None)
    if party is None or not link_operations.is_waited_for(version, party):
        return redirect(_home(version), 303)
    form, words = _own_form(version, party), _own_words(version, party)
    if request.method == "GET":
        return render_template("agreements/sign.html", form=form, **words)
    return submit(form, "agreements/sign.html", lambda: _sign(form, version, party), **words)


def _own_form(version: AgreementVersion, party: Party) -> SignForm:
    form = SignForm()
    form.offer(progress_of(version).left(party))
    del form.name
    return form


def _own_words(version: AgreementVersion, party: Party) -> dict[str, Any]:
    titles = titles_of(competencies_of(session, [version.placement.cohort_id]))
    shown = to_confirm(version.kind, party)
    views = section_views(version, titles, queries.former_version(session, version))
    return {
        "version": version,
        "sections": [one for one in views if one.section in shown],
        "signs": party in SIGNERS,
        "labels": labels,
    }


def _sign(form: SignForm, version: AgreementVersion, party: Party) -> str:
    if request.form.get("answer") == "correct":
        signing.ask_correction(session, principal.name, version, party, form.remark.data)
    else:
        signature = Signature(party, Channel.ACCOUNT, form.confirmed_sections)
        signing.act(session, principal.name, version, signature)
    notices.tell_news(session, version)
    return _home(version)
