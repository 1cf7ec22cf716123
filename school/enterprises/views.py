"""Every page about enterprises: records, people, sites, interest, places, doubles."""

from school.enterprises import (
    views_hosting,
    views_interest,
    views_interest_link,
    views_merge,
    views_partners,
    views_records,
)
from school.enterprises.blueprint import blueprint

__all__ = [
    "blueprint",
    "views_hosting",
    "views_interest",
    "views_interest_link",
    "views_merge",
    "views_partners",
    "views_records",
]
