"""Every page about hiring: facts, links, follow-up, indicators."""

from school.hiring import views_facts, views_hires, views_links, views_offers, views_situations
from school.hiring.blueprint import blueprint
from school.hiring.follow_up import views as views_follow_up
from school.hiring.follow_up import (
    views_coverage,
    views_documents,
    views_employment_link,
    views_settling,
    views_situation_link,
)
from school.hiring.report import views as views_report
from school.hiring.report import views_persons

__all__ = [
    "blueprint",
    "views_coverage",
    "views_documents",
    "views_employment_link",
    "views_facts",
    "views_follow_up",
    "views_hires",
    "views_links",
    "views_offers",
    "views_persons",
    "views_report",
    "views_settling",
    "views_situation_link",
    "views_situations",
]
