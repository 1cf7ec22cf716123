"""Pages of enterprises and their tutors."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import today
from school.core.errors import NotFound
from school.enterprises import interest_queries, labels, operations, partner_queries, queries
from school.enterprises.blueprint import blueprint
from school.enterprises.forms import EnterpriseForm, TutorForm
from school.enterprises.list_queries import enterprise_list
from school.enterprises.models import Enterprise
from school.enterprises.rules import SILENT, EnterpriseFilter
from school.web.context import principal, session
from school.web.paging import page_number
from school.web.submit import submit


@blueprint.get("/enterprises")
@requires(Permission.SEE_ENTERPRISES)
def index() -> ResponseReturnValue:
    """List the partner enterprises."""
    wanted, day = _wanted(), today()
    found = enterprise_list(session, principal, wanted, page_number(), day)
    return render_template(
        "enterprises/index.html",
        found=found,
        wanted=wanted,
        year=day.year,
        labels=labels,
        answers=[("", gettext("Toutes")), *labels.STATUSES.items(), (SILENT, _silent(day.year))],
        departments=_choices(found.departments),
        sectors=_choices(found.sectors),
    )


def _wanted() -> EnterpriseFilter:
    return EnterpriseFilter(
        request.args.get("text", "").strip(),
        request.args.get("department", ""),
        request.args.get("sector", ""),
        request.args.get("answer", ""),
        request.args.get("works_with", "").strip(),
    )


@blueprint.get("/enterprises/<reference>")
@requires(Permission.SEE_ENTERPRISES)
def show(reference: str) -> ResponseReturnValue:
    """Show an enterprise with its people and sites; a double leads to the one that is kept."""
    try:
        enterprise = queries.enterprise_by_reference(session, principal, reference)
    except NotFound:
        kept = queries.kept_of(session, principal, reference)
        return redirect(url_for("enterprises.show", reference=kept.reference), 303)
    return render_template("enterprises/show.html", enterprise=enterprise, **_known(enterprise))


def _known(enterprise: Enterprise) -> dict[str, object]:
    return {
        "tutors": queries.tutors_of(session, enterprise),
        "representatives": partner_queries.representatives_of(session, enterprise),
        "sites": partner_queries.sites_of(session, enterprise),
        "terms": interest_queries.terms_of(session, [enterprise.id], today())[enterprise.id],
        "labels": labels,
        "day": today(),
    }


@blueprint.route("/enterprises/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_ENTERPRISES)
def new() -> ResponseReturnValue:
    """Add an enterprise."""
    form = EnterpriseForm()
    if not form.is_submitted():
        return render_template("enterprises/new.html", form=form)

    def action() -> str:
        enterprise = operations.register_enterprise(
            session, principal, form.details, confirmed=form.confirmed.data
        )
        flash(gettext("L’entreprise est enregistrée."), "success")
        return url_for("enterprises.show", reference=enterprise.reference)

    return submit(form, "enterprises/new.html", action)


@blueprint.route("/enterprises/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_ENTERPRISES)
def edit(reference: str) -> ResponseReturnValue:
    """Correct what is stated of an enterprise."""
    enterprise = managed(reference)
    form = EnterpriseForm.on(enterprise)
    if not form.is_submitted():
        return render_template("enterprises/edit.html", form=form, enterprise=enterprise)

    def action() -> str:
        version = form.known_version
        operations.revise_enterprise(session, principal, enterprise, form.details, version)
        flash(gettext("La fiche de l’entreprise est enregistrée."), "success")
        return url_for("enterprises.show", reference=reference)

    return submit(form, "enterprises/edit.html", action, enterprise=enterprise)


@blueprint.get("/tutors/<reference>")
@requires(Permission.SEE_ENTERPRISES)
def tutor(reference: str) -> ResponseReturnValue:
    """Show a tutor."""
    found = queries.tutor_by_reference(session, principal, reference)
    return render_template("enterprises/tutor.html", tutor=found)


@blueprint.route("/enterprises/<reference>/tutors/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_ENTERPRISES)
def new_tutor(reference: str) -> ResponseReturnValue:
    """Add a tutor to an enterprise."""
    enterprise = managed(reference)
    form = TutorForm()
    if not form.is_submitted():
        return render_template("enterprises/new_tutor.html", form=form, enterprise=enterprise)

    def action() -> str:
        operations.register_tutor(session, principal, enterprise, form.details)
        flash(gettext("Le tuteur ou la tutrice est enregistré."), "success")
        return url_for("enterprises.show", reference=reference)

    return submit(form, "enterprises/new_tutor.html", action, enterprise=enterprise)


@blueprint.route("/tutors/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_ENTERPRISES)
def edit_tutor(reference: str) -> ResponseReturnValue:
    """Correct what is stated of a tutor."""
    found = queries.tutor_by_reference(session, principal, reference, Permission.MANAGE_ENTERPRISES)
    form = TutorForm.on(found)
    if not form.is_submitted():
        return render_template("enterprises/edit_tutor.html", form=form, tutor=found)

    def action() -> str:
        operations.revise_tutor(session, principal, found, form.details, form.known_version)
        flash(gettext("La fiche est enregistrée."), "success")
        return url_for("enterprises.tutor", reference=reference)

    return submit(form, "enterprises/edit_tutor.html", action, tutor=found)


def _silent(year: int) -> str:
    return str(gettext("Sans réponse pour %(year)s", year=year))


def _choices(values: list[str]) -> list[tuple[str, str]]:
    return [("", gettext("Tous")), *((value, value) for value in values)]


def managed(reference: str) -> Enterprise:
    """Find an enterprise whose record the person keeps; a 404 otherwise."""
    return queries.enterprise_by_reference(
        session, principal, reference, Permission.MANAGE_ENTERPRISES
    )
