"""Words for plans of contact, on screen."""

from flask_babel import lazy_gettext

from school.visits.contact.rules import ContactStep

STEPS = {
    ContactStep.FIRST: lazy_gettext("Premier contact"),
    ContactStep.REGULAR: lazy_gettext("Prochain contact"),
    ContactStep.MIDTERM: lazy_gettext("Visite de mi-parcours"),
    ContactStep.FINAL: lazy_gettext("Visite finale"),
}
