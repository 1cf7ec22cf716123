"""Pages of a placement's contact, of a school's rules, and the report of a visit on paper."""

from io import BytesIO
from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.accounts.models import School
from school.accounts.queries import school_to_manage
from school.core.clock import today
from school.core.errors import NotFound, mark
from school.placements.models import Placement
from school.visits import queries as visit_queries
from school.visits.blueprint import blueprint
from school.visits.contact import agreed_queries, notices, operations, queries
from school.visits.contact.documents import report_paper
from school.visits.contact.forms import PlanForm, RulesForm
from school.visits.contact.labels import STEPS
from school.visits.contact.models import ContactPlan, ContactRules
from school.visits.contact.queries import Standing
from school.visits.contact.rules import DEFAULT_DIRECTOR_DELAY, DEFAULT_RHYTHM, OwnRhythm
from school.visits.labels import KINDS, OWNERS
from school.visits.presentation import state_of_visit
from school.web.context import principal, session
from school.web.downloads import download
from school.web.logs import personal_data_seen
from school.web.submit import submit
from school.web.template_words import language


@blueprint.get("/visits/placements/<placement>/contact")
@requires(Permission.SEE_VISITS)
def contact(placement: str) -> ResponseReturnValue:
    """Show how contact stands with a placement: who keeps it, what is due, what was said."""
    standing = queries.standing_of(session, principal, placement, today())
    found = standing.placement
    personal_data_seen("contact", placement, principal.account_id)
    return render_template(
        "visits/contact.html",
        standing=standing,
        stopped=standing.is_interrupted(today()),
        placement=found,
        visits=queries.visits_of(session, found),
        actions=agreed_queries.actions_of_placement(session, found),
        today=today(),
        manages=_manages(found),
        **_words(),
    )


@blueprint.route("/visits/placements/<placement>/contact/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_VISITS)
def edit_contact(placement: str) -> ResponseReturnValue:
    """Set who keeps contact with a placement, and what differs from the school's rules."""
    standing = _standing_to_change(placement)
    found = standing.placement
    plan = queries.plan_of(session, found)
    form = _plan_form(found)
    if request.method == "GET":
        _show(form, plan)
        return render_template("visits/edit_contact.html", form=form, standing=standing)
    return submit(
        form, "visits/edit_contact.html", lambda: _set_plan(standing, form), standing=standing
    )


def _plan_form(placement: Placement) -> PlanForm:
    form = PlanForm()
    staff = visit_queries.visiting_staff(session, placement.cohort.school_id)
    form.offer_keepers([(one.id, one.name) for one in staff])
    return form


def _show(form: PlanForm, plan: ContactPlan | None) -> None:
    form.show(plan.rhythm if plan else OwnRhythm(), plan.keeper_id if plan else None)
    form.version.data = plan.version if plan else ""


def _set_plan(standing: Standing, form: PlanForm) -> str:
    found, before = standing.placement, standing.keeper
    operations.set_plan(
        session, principal, found, form.rhythm(), form.keeper_id, form.known_version
    )
    session.flush()
    after = queries.standing_of(session, principal, found.reference, today()).keeper
    notices.tell_plan(session, principal, found, (before, after))
    flash(gettext("Le plan de contact est enregistré."), "success")
    return url_for("visits.contact", placement=found.reference)


@blueprint.route("/visits/schools/<reference>/rules", methods=["GET", "POST"])
@requires(Permission.MANAGE_SCHOOL)
def contact_rules(reference: str) -> ResponseReturnValue:
    """Set how often the school keeps contact, and when its director is told."""
    school = school_to_manage(session, principal, reference)
    rules = queries.rules_of(session, school)
    form = _rules_form(rules)
    if request.method == "GET":
        return render_template("visits/contact_rules.html", form=form, school=school)

    return submit(
        form, "visits/contact_rules.html", lambda: _set_rules(school, form), school=school
    )


def _rules_form(rules: ContactRules | None) -> RulesForm:
    rhythm = rules.rhythm if rules else DEFAULT_RHYTHM
    delay = rules.director_after_days if rules else DEFAULT_DIRECTOR_DELAY
    form = RulesForm(**vars(rhythm), director_after_days=delay)
    if request.method == "GET":
        form.version.data = rules.version if rules else ""
    return form


def _set_rules(school: School, form: RulesForm) -> str:
    delay = form.director_after_days.data or 0
    operations.set_rules(session, principal, school, form.rhythm(), delay, form.known_version)
    keepers = queries.keepers_of(session, principal, school, today())
    notices.tell_rules(session, principal, school, keepers)
    flash(gettext("C’est enregistré."), "success")
    return url_for("accounts.school", reference=school.reference)


@blueprint.get("/visits/<reference>/report.pdf")
@requires(Permission.SEE_VISITS)
def report_pdf(reference: str) -> ResponseReturnValue:
    """Give the report of a visit on paper."""
    visit = visit_queries.visit_by_reference(session, principal, reference)
    personal_data_seen("visit", reference, principal.account_id)
    paper = report_paper(visit, agreed_queries.actions_of(session, visit), language())
    return download(BytesIO(paper), "application/pdf", f"visite-{reference}.pdf")


def _standing_to_change(reference: str) -> Standing:
    standing = queries.standing_of(session, principal, reference, today())
    if not _manages(standing.placement):
        raise NotFound(mark("Ce placement n’existe pas."))
    return standing


def _manages(placement: Placement) -> bool:
    return placement.cohort.school_id in principal.school_ids(Permission.MANAGE_VISITS)


def _words() -> dict[str, Any]:
    return {"kinds": KINDS, "owners": OWNERS, "steps": STEPS, "state_of": state_of_visit}
