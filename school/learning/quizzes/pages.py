"""All pages of quizzes: importing them puts them on the blueprint."""

from school.learning.quizzes import views, views_trainer
from school.learning.quizzes.blueprint import blueprint

__all__ = ["blueprint", "views", "views_trainer"]
