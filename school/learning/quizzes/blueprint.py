"""The one blueprint of quizzes, and what their constraints mean."""

from flask import Blueprint

from school.core.errors import mark
from school.learning.quizzes.operations import WRONG_ORDER
from school.learning.quizzes.rules import ANSWERED_ALREADY
from school.web.submit import explain_constraints

blueprint = Blueprint("quizzes", __name__, url_prefix="/quizzes")

explain_constraints(
    {
        "uq_quiz_attempts_trainee_id_purpose_quiz_number": (ANSWERED_ALREADY, None),
        "uq_quiz_attempts_client_uuid": (
            mark("Ces réponses ont déjà été reçues d’une autre personne."),
            None,
        ),
        "ck_quiz_windows_closes_after_opening": (WRONG_ORDER, "closes_at"),
    }
)
