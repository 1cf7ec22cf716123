"""Every page about sealed reports: those of the people who seal, and the public ones."""

from school.hiring.sealing import views_reports, views_verify
from school.hiring.sealing.blueprint import blueprint

__all__ = ["blueprint", "views_reports", "views_verify"]
