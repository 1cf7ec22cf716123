"""Words for the steps that several people of a cohort take together."""

from dataclasses import dataclass

from flask_babel import gettext, ngettext

from school.cohorts.rules import EnrolmentState


@dataclass(frozen=True)
class StepWords:
    """What the page of a step says."""

    title: str
    lede: str
    day: str
    people: str
    button: str
    nobody: str


def step_words(target: EnrolmentState) -> StepWords:
    """Give the words of the page that brings people to a state."""
    if target is EnrolmentState.ENROLLED:
        return StepWords(
            gettext("Admettre des candidats"),
            gettext("Choisissez les personnes à admettre ; les autres restent candidates."),
            gettext("Date d’admission"),
            gettext("Personnes, et jour de leur candidature"),
            gettext("Admettre ces personnes"),
            gettext("Plus personne n’attend d’être admis dans cette promotion."),
        )
    if target is EnrolmentState.COMPLETED:
        return StepWords(
            gettext("Déclarer la fin du parcours"),
            gettext("Décochez qui n’est pas allé au bout : son retrait se déclare sur sa fiche."),
            gettext("Fin du parcours"),
            gettext("Personnes, et jour de leur admission"),
            gettext("Déclarer la fin du parcours"),
            gettext("Plus personne n’est en formation dans cette promotion."),
        )
    return StepWords(
        gettext("Certifier"),
        gettext("Décochez qui n’a pas réussi ; les autres reçoivent leur certificat ce jour-là."),
        gettext("Date de certification"),
        gettext("Personnes, et jour de leur admission"),
        gettext("Certifier ces personnes"),
        gettext("Plus personne n’attend de certification dans cette promotion."),
    )


def step_done(target: EnrolmentState, count: int) -> str:
    """Say what was done, and for how many people."""
    if target is EnrolmentState.ENROLLED:
        return str(
            ngettext("%(num)s personne est admise.", "%(num)s personnes sont admises.", count)
        )
    if target is EnrolmentState.COMPLETED:
        return str(
            ngettext(
                "%(num)s personne a fini son parcours.",
                "%(num)s personnes ont fini leur parcours.",
                count,
            )
        )
    return str(
        ngettext("%(num)s personne est certifiée.", "%(num)s personnes sont certifiées.", count)
    )


def next_step_words(target: EnrolmentState) -> str:
    """Say in a sentence what the school must decide next about a person."""
    if target is EnrolmentState.ENROLLED:
        return str(gettext("À décider : l’admission, ou la clôture de la candidature."))
    if target is EnrolmentState.COMPLETED:
        return str(
            gettext("À déclarer : la fin du parcours ou le retrait, la promotion est terminée.")
        )
    return str(gettext("À décider : la certification."))
