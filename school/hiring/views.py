"""Every page about hiring: facts, links, indicators."""

from school.hiring import (
    views_coverage,
    views_employment_link,
    views_follow_up,
    views_hires,
    views_links,
    views_offers,
    views_persons,
    views_report,
    views_settling,
    views_situation_link,
    views_situations,
)
from school.hiring.blueprint import blueprint

__all__ = [
    "blueprint",
    "views_coverage",
    "views_employment_link",
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
