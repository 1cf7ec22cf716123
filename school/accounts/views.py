"""Pages of signing in and out, of passwords and of one's own sessions."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import public, requires
from school.access.permissions import Permission
from school.accounts import closing, notices, operations, queries, school_operations, signing
from school.accounts.devices import device_words
from school.accounts.forms import (
    ClosingForm,
    ForgottenForm,
    PasswordForm,
    PhotoPlacesForm,
    SignInForm,
)
from school.accounts.labels import LANGUAGES, ROLES, STAFF_ROLES
from school.accounts.queries_demo import demo_account, demo_people
from school.accounts.rules import LinkPurpose
from school.core import outbox
from school.core.clock import now
from school.web.context import principal, session
from school.web.demo_mode import is_demo
from school.web.paging import page_number
from school.web.submit import submit

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Sign in by address or number and password; one click in a demo school."""
    form = SignInForm(next=request.args.get("next"))
    people = demo_people(session) if is_demo() else []
    if request.method == "GET":
        return render_template("accounts/sign_in.html", form=form, people=people, roles=ROLES)

    def action() -> str:
        signing.sign_in_with_password(session, form.identifier.data, form.password.data)
        return str(form.next.data)

    return submit(form, "accounts/sign_in.html", action, people=people, roles=ROLES)


@blueprint.post("/sign-in/demo")
@public
def sign_in_demo() -> ResponseReturnValue:
    """Sign in as somebody of a demo school; there is no such page anywhere else."""
    account = demo_account(session, request.form.get("account", "")) if is_demo() else None
    if account is None:
        abort(404)
    signing.sign_in(session, account)
    return redirect("/", 303)


@blueprint.post("/sign-out")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def sign_out() -> ResponseReturnValue:
    """End the session and forget the cookie."""
    operations.end_session(session, principal.account_id or 0, principal.session_id or 0)
    signing.sign_out()
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.route("/password/forgotten", methods=["GET", "POST"])
@public
def forgotten() -> ResponseReturnValue:
    """Send a link to choose a new password; the answer is the same when nobody is known."""
    form = ForgottenForm()
    if request.method == "GET":
        return render_template("accounts/forgotten.html", form=form)

    return submit(form, "accounts/forgotten.html", lambda: _send_password_link(form))


def _send_password_link(form: ForgottenForm) -> str:
    signing.count_password_request(session, form.identifier.data)
    account = operations.account_for_identifier(session, form.identifier.data)
    if account is not None:
        token = operations.issue_password_link(session, account)
        notices.send_password_link(session, account, token)
    sent = gettext("Si nous vous connaissons, un lien vient de partir, par courriel ou par SMS.")
    flash(sent, "info")
    return url_for("accounts.sign_in")


@blueprint.route("/password/<token>", methods=["GET", "POST"])
@public
def choose_password(token: str) -> ResponseReturnValue:
    """Choose a password from a link that works once."""
    link = queries.link_for_token(session, token, LinkPurpose.SET_PASSWORD)
    if not queries.is_open(link, now()):
        abort(410)
    form = PasswordForm()
    page = {"identifier": link.recipient_email or ""}
    if request.method == "GET":
        return render_template("accounts/choose_password.html", form=form, **page)

    def action() -> str:
        operations.choose_password(session, link, form.password.data)
        flash(gettext("Votre mot de passe est enregistré. Connectez-vous."), "success")
        return url_for("accounts.sign_in")

    return submit(form, "accounts/choose_password.html", action, **page)


@blueprint.get("/account")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def account() -> ResponseReturnValue:
    """Show one's own account and the browsers signed in to it."""
    return render_template(
        "accounts/account.html",
        device_words=device_words,
        sessions=queries.open_sessions(session, principal.account_id or 0),
        own=queries.own_account(session, principal.account_id or 0),
        form=PasswordForm(),
    )


@blueprint.post("/account/password")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def change_password() -> ResponseReturnValue:
    """Choose another password; every browser has to sign in again."""
    form = PasswordForm()
    own = queries.own_account(session, principal.account_id or 0)

    def action() -> str:
        operations.set_password(session, own, form.password.data)
        flash(gettext("Votre mot de passe est changé. Connectez-vous de nouveau."), "success")
        return url_for("accounts.sign_in")

    page = {"identifier": own.email or own.phone}
    return submit(form, "accounts/change_password.html", action, **page)


@blueprint.post("/account/sessions/<int:session_id>/end")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def end_session(session_id: int) -> ResponseReturnValue:
    """End one of one's own sessions."""
    operations.end_session(session, principal.account_id or 0, session_id)
    return redirect(url_for("accounts.account"), 303)


@blueprint.get("/mail")
@requires(Permission.SEE_MAIL)
def mail() -> ResponseReturnValue:
    """Show the outbox of a demo school; elsewhere messages may carry other people's links."""
    if not is_demo():
        abort(404)
    return render_template("accounts/mail.html", messages=outbox.latest(session))


@blueprint.get("/schools")
@requires(Permission.SEE_SCHOOLS)
def schools() -> ResponseReturnValue:
    """List the schools a person may see: one's own, and every one for the ministry."""
    page = queries.school_list(session, principal, page_number())
    return render_template("accounts/schools.html", page=page)


@blueprint.get("/schools/<reference>")
@requires(Permission.SEE_SCHOOLS)
def school(reference: str) -> ResponseReturnValue:
    """Show a school, and its staff to those who may see it."""
    found = queries.school_by_reference(session, principal, reference)
    staff = queries.staff_of(session, principal, found)
    return render_template("accounts/school.html", school=found, staff=staff, roles=STAFF_ROLES)


@blueprint.route("/schools/<reference>/photo-places", methods=["GET", "POST"])
@requires(Permission.MANAGE_SCHOOL)
def photo_places(reference: str) -> ResponseReturnValue:
    """Choose whether the school keeps where photos of practicals were taken."""
    found = queries.school_to_manage(session, principal, reference)
    form = PhotoPlacesForm(keeps=found.keeps_photo_places)
    if request.method == "GET":
        form.version.data = found.version
        return render_template("accounts/photo_places.html", form=form, school=found)

    def action() -> str:
        keeps = bool(form.keeps.data)
        school_operations.set_photo_places(session, principal, found, keeps, form.known_version)
        flash(gettext("C’est enregistré."), "success")
        return url_for("accounts.school", reference=reference)

    return submit(form, "accounts/photo_places.html", action, school=found)


@blueprint.route("/schools/<reference>/closing", methods=["GET", "POST"])
@requires(Permission.MANAGE_SCHOOL)
def school_closing(reference: str) -> ResponseReturnValue:
    """State from which day the school is closed, or that it is open after all."""
    found = queries.school_to_manage(session, principal, reference)
    form = ClosingForm(closed_on=found.closed_on)
    if request.method == "GET":
        form.version.data = found.version
        return render_template("accounts/closing.html", form=form, school=found)

    def action() -> str:
        closing.set_closing(session, principal, found, form.closed_on.data, form.known_version)
        flash(gettext("C’est enregistré."), "success")
        return url_for("accounts.school", reference=reference)

    return submit(form, "accounts/closing.html", action, school=found)


@blueprint.get("/staff")
@requires(Permission.SEE_STAFF)
def staff_list() -> ResponseReturnValue:
    """List the staff of one's schools."""
    page = queries.staff_list(session, principal, page_number())
    return render_template("accounts/staff_list.html", page=page, roles=STAFF_ROLES)


@blueprint.get("/staff/<int:staff_id>")
@requires(Permission.SEE_STAFF)
def staff_page(staff_id: int) -> ResponseReturnValue:
    """Show a member of staff with every role in one's schools."""
    staff = queries.staff_member(session, principal, staff_id)
    return render_template(
        "accounts/staff_page.html",
        staff=staff,
        further=queries.further_roles(session, principal, staff),
        roles=STAFF_ROLES,
        languages_known=LANGUAGES,
    )
