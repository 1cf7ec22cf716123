"""Words for weeks, days and sessions, on screen."""

from flask_babel import lazy_gettext

from school.cohorts.timetable.rules import DayKind, Place

PLACES = {
    Place.CENTRE: lazy_gettext("Au centre"),
    Place.ENTERPRISE: lazy_gettext("En entreprise"),
    Place.OFF: lazy_gettext("Sans cours"),
}

DAY_KINDS = {
    DayKind.OFF: lazy_gettext("Fermée"),
    DayKind.WORKED: lazy_gettext("Ouverte"),
}

DAY_NAMES = (
    lazy_gettext("Lundi"),
    lazy_gettext("Mardi"),
    lazy_gettext("Mercredi"),
    lazy_gettext("Jeudi"),
    lazy_gettext("Vendredi"),
    lazy_gettext("Samedi"),
    lazy_gettext("Dimanche"),
)
