"""Quizzes: the quiz of a module, which counts, and the practice of a lesson, which never does."""
