"""The rules of a module's quiz, as its version of the curriculum has them."""

from sqlalchemy.orm import Session

from school.curriculum import rule_queries
from school.learning.quizzes.rules import QuizRules


def quiz_rules(session: Session, version_id: int | None, module_id: int) -> QuizRules:
    """Give the rules of the quiz that ends a module; the usual ones where no version has any."""
    found = rule_queries.rules_of(session, version_id, module_id)
    if found is None:
        return QuizRules()
    return QuizRules(found.quiz_questions, found.quiz_attempts, found.quiz_minutes, found.quiz_mark)
