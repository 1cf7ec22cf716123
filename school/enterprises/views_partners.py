"""Pages of the sites and representatives of an enterprise, and of enterprises by department."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import today
from school.enterprises import partner_operations, partner_queries
from school.enterprises.blueprint import blueprint
from school.enterprises.partner_forms import RepresentativeForm, SiteForm
from school.enterprises.views_records import managed
from school.web.context import principal, session
from school.web.submit import submit


@blueprint.get("/enterprises/departments")
@requires(Permission.SEE_ENTERPRISES)
def departments() -> ResponseReturnValue:
    """List the departments with the enterprises and places of each."""
    rows = partner_queries.department_list(session, principal, today())
    return render_template("enterprises/departments.html", rows=rows)


@blueprint.route("/enterprises/<reference>/sites/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_ENTERPRISES)
def new_site(reference: str) -> ResponseReturnValue:
    """Add a site to an enterprise."""
    enterprise, form = managed(reference), SiteForm()
    del form.closed_on
    template = "enterprises/new_site.html"
    if not form.is_submitted():
        return render_template(template, form=form, enterprise=enterprise)

    def action() -> str:
        partner_operations.register_site(session, principal, enterprise, form.details)
        flash(gettext("Le site est enregistré."), "success")
        return url_for("enterprises.show", reference=reference)

    return submit(form, template, action, enterprise=enterprise)


@blueprint.route("/sites/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_ENTERPRISES)
def edit_site(reference: str) -> ResponseReturnValue:
    """Correct what is stated of a site, or close it."""
    site = partner_queries.site_by_reference(session, principal, reference)
    form, template = SiteForm.on(site), "enterprises/edit_site.html"
    if not form.is_submitted():
        return render_template(template, form=form, site=site)

    def action() -> str:
        partner_operations.revise_site(
            session, principal, site, form.details, form.closed_on.data, form.known_version
        )
        flash(gettext("Le site est enregistré."), "success")
        return url_for("enterprises.show", reference=site.enterprise.reference)

    return submit(form, template, action, site=site)


@blueprint.route("/enterprises/<reference>/representatives/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_ENTERPRISES)
def new_representative(reference: str) -> ResponseReturnValue:
    """Add somebody who speaks for an enterprise."""
    enterprise, form = managed(reference), RepresentativeForm()
    template = "enterprises/new_representative.html"
    if not form.is_submitted():
        return render_template(template, form=form, enterprise=enterprise)

    def action() -> str:
        partner_operations.register_representative(session, principal, enterprise, form.details)
        flash(gettext("La personne est enregistrée."), "success")
        return url_for("enterprises.show", reference=reference)

    return submit(form, template, action, enterprise=enterprise)


@blueprint.route("/representatives/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_ENTERPRISES)
def edit_representative(reference: str) -> ResponseReturnValue:
    """Correct what is stated of a representative."""
    person = partner_queries.representative_by_reference(session, principal, reference)
    form, template = RepresentativeForm.on(person), "enterprises/edit_representative.html"
    if not form.is_submitted():
        return render_template(template, form=form, person=person)

    def action() -> str:
        partner_operations.revise_representative(
            session, principal, person, form.details, form.known_version
        )
        flash(gettext("La fiche est enregistrée."), "success")
        return url_for("enterprises.show", reference=person.enterprise.reference)

    return submit(form, template, action, person=person)
