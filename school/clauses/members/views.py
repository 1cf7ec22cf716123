"""Pages of those who speak for operators and authorities, for the ministry."""

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.accounts.labels import MEMBER_ROLES
from school.accounts.rules import Language
from school.clauses.blueprint import blueprint
from school.clauses.contracts.queries import authorities_known
from school.clauses.members import notices, operations, queries
from school.clauses.members.forms import AppointForm, EndForm
from school.clauses.members.operations import Appointment
from school.core.clock import today
from school.enterprises.models import Enterprise
from school.web.context import principal, session
from school.web.paging import page_number
from school.web.submit import submit

NEW, END = "clauses/members/new.html", "clauses/members/end.html"


@blueprint.get("/clauses/members")
@requires(Permission.MANAGE_CLAUSE_MEMBERS)
def members() -> ResponseReturnValue:
    """List who speaks, or spoke, for operators and authorities."""
    page = queries.members(session, page_number())
    names = queries.names_spoken_for(session, list(page.items))
    return render_template(
        "clauses/members/index.html", page=page, names=names, roles=MEMBER_ROLES, today=today()
    )


@blueprint.route("/clauses/members/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSE_MEMBERS)
def appoint_member() -> ResponseReturnValue:
    """Let somebody speak for an operator or an authority."""
    operators = {one.reference: one for one in queries.operators(session)}
    form = _form(operators)
    if request.method == "GET":
        return render_template(NEW, form=form)

    def action() -> str:
        asked = _asked(form, operators)
        member = operations.appoint(session, principal.name, asked)
        notices.send_appointment(session, member, asked.spoken_for)
        flash(gettext("Un courriel part vers %(name)s.", name=form.name.data), "success")
        return url_for("clauses.members")

    return submit(form, NEW, action)


@blueprint.route("/clauses/members/<int:member_id>/end", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSE_MEMBERS)
def end_member(member_id: int) -> ResponseReturnValue:
    """State from which day somebody speaks no more."""
    found = queries.member(session, member_id)
    spoken_for = queries.names_spoken_for(session, [found])[found.id]
    form = EndForm(ends_on=today(), version=found.version)
    if request.method == "GET":
        return render_template(END, form=form, member=found, spoken_for=spoken_for)

    def action() -> str:
        given = (form.ends_on.data, form.known_version)
        operations.end(session, principal.name, found, *given)
        flash(gettext("C’est enregistré."), "success")
        return url_for("clauses.members")

    return submit(form, END, action, member=found, spoken_for=spoken_for)


def _form(operators: dict[str, Enterprise]) -> AppointForm:
    form = AppointForm(starts_on=today())
    codes = [(code, one.name) for code, one in operators.items()]
    form.offer(codes, authorities_known(session))
    return form


def _asked(form: AppointForm, operators: dict[str, Enterprise]) -> Appointment:
    chosen = form.spoken_for()
    return Appointment(
        name=form.name.data,
        email=form.email.data,
        starts_on=form.starts_on.data,
        operator=operators.get(chosen.get("operator", "")),
        authority=chosen.get("authority"),
        language=Language(form.language.data),
    )
