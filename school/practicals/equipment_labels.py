"""Words for kinds of equipment and calibrations, on screen."""

from flask_babel import lazy_gettext

from school.practicals.equipment_rules import Calibration, EquipmentKind

EQUIPMENT_KINDS = {
    EquipmentKind.SPLICER: lazy_gettext("Soudeuse"),
    EquipmentKind.CLEAVER: lazy_gettext("Cliveuse"),
    EquipmentKind.OTDR: lazy_gettext("Réflectomètre"),
    EquipmentKind.POWER_METER: lazy_gettext("Photomètre"),
    EquipmentKind.LIGHT_SOURCE: lazy_gettext("Source laser"),
    EquipmentKind.MICROSCOPE: lazy_gettext("Microscope"),
    EquipmentKind.OTHER: lazy_gettext("Autre matériel"),
}

CALIBRATIONS = {
    Calibration.VALID: lazy_gettext("étalonnage valable"),
    Calibration.EXPIRED: lazy_gettext("étalonnage échu"),
    Calibration.UNKNOWN: lazy_gettext("sans date d’étalonnage"),
}

CALIBRATION_KINDS = {
    Calibration.VALID: "done",
    Calibration.EXPIRED: "late",
    Calibration.UNKNOWN: "off",
}
"""The look of each, as the piece `pill` draws it."""
