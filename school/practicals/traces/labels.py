"""Words for events, how they stand and why, on screen and on paper."""

from flask_babel import lazy_gettext

from school.practicals.sor import Checksum, Kind
from school.practicals.traces.limits import FindingKind, Standing
from school.practicals.traces.reuse import Suspicion

KINDS = {
    Kind.REFLECTIVE: lazy_gettext("réflexion (connecteur)"),
    Kind.NON_REFLECTIVE: lazy_gettext("sans réflexion (épissure, courbure)"),
    Kind.GAIN: lazy_gettext("gain apparent"),
    Kind.SATURATED: lazy_gettext("réflexion saturée"),
    Kind.END: lazy_gettext("fin de la fibre"),
    Kind.OTHER: lazy_gettext("inconnu"),
}

STANDINGS = {
    Standing.WITHIN: lazy_gettext("dans les seuils"),
    Standing.BEYOND: lazy_gettext("hors seuil"),
    Standing.UNDECIDED: lazy_gettext("à confirmer"),
}
"""Of an event that no threshold asks for, nothing is said."""

STANDING_KINDS = {Standing.WITHIN: "pass", Standing.BEYOND: "redo", Standing.UNDECIDED: "limit"}
"""The look of each standing, as the piece `verdict` draws it."""

FINDINGS = {
    FindingKind.LOSS: lazy_gettext("Perte de %(value)s dB ; il faut %(bound)s dB au plus."),
    FindingKind.ONE_WAY_LOSS: lazy_gettext(
        "Perte de %(value)s dB vue d’un seul sens ; c’est la moyenne des deux sens qui doit être de"
        " %(bound)s dB au plus. Mesurez depuis l’autre bout."
    ),
    FindingKind.REFLECTANCE: lazy_gettext(
        "Réflectance de %(value)s dB ; il faut %(bound)s dB au plus."
    ),
    FindingKind.NOT_MEASURED: lazy_gettext("Une valeur demandée n’a pas été mesurée."),
    FindingKind.ONE_WAY_GAIN: lazy_gettext(
        "Gain apparent : mesurez depuis l’autre bout, la perte est la moyenne des deux sens."
    ),
    FindingKind.IMPOSSIBLE: lazy_gettext(
        "Moyenne de %(value)s dB : un gain est impossible, un des deux sens est mal mesuré."
    ),
    FindingKind.LAUNCH: lazy_gettext(
        "Bobine amorce de %(value)s m ; il faut %(bound)s m au moins."
    ),
    FindingKind.PULSE: lazy_gettext("Impulsion de %(value)s ns ; il faut %(bound)s ns au plus."),
    FindingKind.LINK: lazy_gettext(
        "Perte de toute la fibre : %(value)s dB ; il faut %(bound)s dB au plus."
    ),
}

CHECKSUMS = {
    Checksum.VALID: lazy_gettext("juste"),
    Checksum.ABSENT: lazy_gettext("absente"),
    Checksum.UNKNOWN: lazy_gettext("propre au fabricant"),
}

SUSPICIONS = {
    Suspicion.SAME_TRACE: lazy_gettext("C’est la même courbe qu’une autre, point par point."),
    Suspicion.NEW_DATE: lazy_gettext("Sa date n’est pas celle de l’autre."),
    Suspicion.OTHER_INSTRUMENT: lazy_gettext("Son appareil n’est pas celui de l’autre."),
    Suspicion.SAME_MOMENT: lazy_gettext(
        "Le même appareil a daté une autre courbe de la même seconde."
    ),
}
