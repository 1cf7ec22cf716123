"""Words for verdicts, their grounds and the units of measures, on screen."""

from flask_babel import lazy_gettext

from school.practicals.rules import ReasonKind, Verdict

VERDICTS = {
    Verdict.ACQUIRED: lazy_gettext("acquis"),
    Verdict.IN_PROGRESS: lazy_gettext("en cours"),
    Verdict.NOT_ACQUIRED: lazy_gettext("non acquis"),
}

VERDICT_KINDS = {
    Verdict.ACQUIRED: "pass",
    Verdict.IN_PROGRESS: "limit",
    Verdict.NOT_ACQUIRED: "redo",
}
"""The look of each verdict, as the piece `verdict` draws it."""

REASONS = {
    ReasonKind.SAFETY: lazy_gettext("La sécurité n’était pas tenue : l’essai s’arrête là."),
    ReasonKind.NOTHING_MEASURED: lazy_gettext("Rien n’a été mesuré."),
    ReasonKind.MISSING: lazy_gettext("%(what)s : il manque %(values)s."),
    ReasonKind.BELOW_MINIMUM: lazy_gettext("%(what)s : %(values)s ; il faut %(bound)s au moins."),
    ReasonKind.ABOVE_MAXIMUM: lazy_gettext("%(what)s : %(values)s ; il faut %(bound)s au plus."),
    ReasonKind.MEAN_ABOVE_MAXIMUM: lazy_gettext(
        "%(what)s : %(values)s en moyenne ; il faut %(bound)s au plus."
    ),
}
"""What a verdict rests on: the measure, the values at fault and the limit they break."""
