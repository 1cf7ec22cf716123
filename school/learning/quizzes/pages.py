"""All pages of quizzes: importing them puts them on the blueprint."""

from school.learning.quizzes import views
from school.learning.quizzes.blueprint import blueprint

__all__ = ["blueprint", "views"]
