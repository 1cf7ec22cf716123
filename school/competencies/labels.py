"""Words for levels, voices, evidence and what the school's rule asks for."""

from flask_babel import gettext, lazy_gettext, ngettext

from school.competencies.cohort_rules import View
from school.competencies.evidence_rules import Lack, Missing
from school.competencies.rules import EvidenceKind, Level, Voice

VOICES = {
    Voice.SELF: lazy_gettext("Apprenti"),
    Voice.TUTOR: lazy_gettext("Tuteur"),
    Voice.TRAINER: lazy_gettext("Formateur"),
}

VIEWS = {
    View.TOGETHER: lazy_gettext("Les trois voix"),
    View.TRAINER: lazy_gettext("Le formateur"),
    View.TUTOR: lazy_gettext("Le tuteur"),
    View.SELF: lazy_gettext("L’apprenti"),
}

LEVELS = {
    Level.NOT_SEEN: lazy_gettext("Non vu"),
    Level.NOT_ACQUIRED: lazy_gettext("Non acquis"),
    Level.IN_PROGRESS: lazy_gettext("En cours"),
    Level.ACQUIRED: lazy_gettext("Acquis"),
    Level.EXPERT: lazy_gettext("Expert"),
}

LETTERS = {
    Level.NOT_SEEN: lazy_gettext("NV"),
    Level.NOT_ACQUIRED: lazy_gettext("NA"),
    Level.IN_PROGRESS: lazy_gettext("EC"),
    Level.ACQUIRED: lazy_gettext("A"),
    Level.EXPERT: lazy_gettext("E"),
}

LOOKS = {
    Level.NOT_SEEN: "nv",
    Level.NOT_ACQUIRED: "l0",
    Level.IN_PROGRESS: "l1",
    Level.ACQUIRED: "l2",
    Level.EXPERT: "l3",
}
"""The style of each level; its letters always stand beside."""

EVIDENCE = {
    EvidenceKind.PRACTICAL: lazy_gettext("Pratique"),
    EvidenceKind.VISIT: lazy_gettext("Visite"),
    EvidenceKind.WEEK: lazy_gettext("Semaine du carnet"),
    EvidenceKind.QUIZ: lazy_gettext("Quiz"),
}


def missing_words(missing: Missing) -> str:
    """Say one thing that the school's rule still asks for."""
    short = missing.needed - missing.have
    words = {
        Lack.PASSES: lambda: ngettext(
            "%(num)s pratique réussie de plus", "%(num)s pratiques réussies de plus", short
        ),
        Lack.DAYS: lambda: ngettext(
            "un autre jour de pratique", "%(num)s autres jours de pratique", short
        ),
        Lack.OTHER_TRAINER: lambda: gettext(
            "une pratique, autre que formative, jugée par un autre formateur"
        ),
        Lack.FIRST_TIME: lambda: gettext(
            "%(needed)s %% de réussite au premier essai (%(have)s %% aujourd’hui)",
            needed=missing.needed,
            have=missing.have,
        ),
        Lack.ON_SITE: lambda: gettext(
            "une preuve de terrain : pratique sur chantier, visite ou semaine du carnet"
        ),
        Lack.COACHING: lambda: gettext("avoir guidé quelqu’un, à attester par l’école"),
    }
    return str(words[missing.lack]())


def summary_words(competencies: int, disagreeing: int, stale: int) -> str:
    """Say in a few sentences what stands out in somebody's record."""
    words = [
        ngettext("%(num)s compétence.", "%(num)s compétences.", competencies),
        ngettext("Un désaccord entre les voix.", "%(num)s désaccords entre les voix.", disagreeing)
        if disagreeing
        else gettext("Aucun désaccord entre les voix."),
    ]
    if stale:
        words.append(
            ngettext(
                "Une est à confirmer : plus de six mois sans preuve nouvelle.",
                "%(num)s sont à confirmer : plus de six mois sans preuve nouvelle.",
                stale,
            )
        )
    return " ".join(str(one) for one in words)
