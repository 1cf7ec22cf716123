"""Words for evaluations: voices, states, what was said of a job."""

from flask_babel import gettext, lazy_gettext

from school.placements.evaluations.rules import EvaluationState, EvaluationVoice, JobAnswer

VOICES = {
    EvaluationVoice.TUTOR: lazy_gettext("Tuteur"),
    EvaluationVoice.APPRENTICE: lazy_gettext("Personne en formation"),
}

JOB_ANSWERS = {
    JobAnswer.YES: lazy_gettext("Oui, je propose un emploi"),
    JobAnswer.LATER: lazy_gettext("Peut-être plus tard"),
    JobAnswer.NO: lazy_gettext("Non"),
}

STATES = {
    EvaluationState.PLAIN: lazy_gettext("Rien à reprendre"),
    EvaluationState.OPEN: lazy_gettext("Note basse à reprendre"),
    EvaluationState.HANDLED: lazy_gettext("Note basse reprise"),
}

STATE_KINDS = {
    EvaluationState.PLAIN: "done",
    EvaluationState.OPEN: "late",
    EvaluationState.HANDLED: "done",
}


def job_question(person: str) -> str:
    """Ask the last question to a tutor."""
    return str(gettext("Proposez-vous un emploi à %(person)s ?", person=person))
