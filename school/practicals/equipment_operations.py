"""What can be done with equipment: register it, and change what is stated of it."""

from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import School
from school.core import audit
from school.core.errors import InvalidInput, NotFound, mark
from school.core.references import new_reference
from school.core.versions import check_version
from school.practicals.equipment_models import Equipment
from school.practicals.equipment_rules import EquipmentDetails


def register_equipment(
    session: Session, principal: Principal, school: School, details: EquipmentDetails
) -> Equipment:
    """Add a piece of equipment to a school in which one assesses.

    Raises `InvalidInput` when its calibration is due before it was made; a serial number that
    the school has already breaks the table's constraint.
    """
    if school.id not in principal.school_ids(Permission.ASSESS_PRACTICALS):
        raise NotFound(mark("Cette école n’existe pas."))
    equipment = Equipment(reference=new_reference("M"), school_id=school.id)
    _write(equipment, details)
    session.add(equipment)
    audit.record(session, principal.name, "equipment.register", equipment)
    return equipment


def revise_equipment(
    session: Session,
    principal: Principal,
    equipment: Equipment,
    details: EquipmentDetails,
    known_version: int | None,
) -> None:
    """Change what is stated of a piece of equipment; sheets signed before keep what they say.

    Raises `StaleRecord` when somebody changed it meanwhile, else as for a new one.
    """
    check_version(equipment, known_version)
    _write(equipment, details)
    audit.record(session, principal.name, "equipment.revise", equipment)


def _write(equipment: Equipment, details: EquipmentDetails) -> None:
    first, last = details.calibrated_on, details.calibration_due_on
    if first is not None and last is not None and last < first:
        raise InvalidInput(
            mark("L’étalonnage ne peut être à refaire avant d’avoir été fait."),
            "calibration_due_on",
        )
    equipment.kind = details.kind
    equipment.serial = details.serial
    equipment.model = details.model
    equipment.calibrated_on = first
    equipment.calibration_due_on = last
    equipment.retired = details.retired
