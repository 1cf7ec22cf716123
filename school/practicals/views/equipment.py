"""Pages of a school's equipment: the list, a new one, changing one."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import today
from school.practicals import equipment_operations, equipment_queries
from school.practicals.blueprint import blueprint
from school.practicals.equipment_forms import EquipmentForm
from school.practicals.equipment_labels import CALIBRATION_KINDS, CALIBRATIONS, EQUIPMENT_KINDS
from school.practicals.equipment_rules import calibration_on
from school.web.context import principal, session
from school.web.paging import page_number
from school.web.submit import submit


@blueprint.get("/equipment")
@requires(Permission.ASSESS_PRACTICALS)
def equipment() -> ResponseReturnValue:
    """List the equipment of one's schools, with the calibration of each."""
    return render_template(
        "practicals/equipment.html",
        page=equipment_queries.list_equipment(session, principal, page_number()),
        kinds=EQUIPMENT_KINDS,
        calibrations=CALIBRATIONS,
        calibration_kinds=CALIBRATION_KINDS,
        calibration_on=calibration_on,
        today=today(),
    )


@blueprint.route("/equipment/new", methods=["GET", "POST"])
@requires(Permission.ASSESS_PRACTICALS)
def new_equipment() -> ResponseReturnValue:
    """Register a piece of equipment."""
    schools = equipment_queries.schools_to_equip(session, principal)
    form = EquipmentForm()
    form.offer_schools(schools)
    if not form.is_submitted():
        return render_template("practicals/equipment_form.html", form=form, equipment=None)

    def action() -> str:
        chosen = form.school.data if len(schools) > 1 else schools[0].reference
        school = next(one for one in schools if one.reference == chosen)
        equipment_operations.register_equipment(session, principal, school, form.details)
        flash(gettext("Le matériel est enregistré."), "success")
        return url_for("practicals.equipment")

    return submit(form, "practicals/equipment_form.html", action, equipment=None)


@blueprint.route("/equipment/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.ASSESS_PRACTICALS)
def edit_equipment(reference: str) -> ResponseReturnValue:
    """Change what is stated of a piece of equipment, such as its calibration."""
    found = equipment_queries.equipment_by_reference(session, principal, reference)
    form = EquipmentForm.on(found)
    form.offer_schools(())
    if not form.is_submitted():
        return render_template("practicals/equipment_form.html", form=form, equipment=found)

    def action() -> str:
        version = form.known_version
        equipment_operations.revise_equipment(session, principal, found, form.details, version)
        flash(gettext("Le matériel est enregistré."), "success")
        return url_for("practicals.equipment")

    return submit(form, "practicals/equipment_form.html", action, equipment=found)
