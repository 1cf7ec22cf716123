"""What the pages behind links share, under the name by which the pages of placements know it."""

from school.web.link_pages import closed_page, is_answered, open_page

__all__ = ["closed_page", "is_answered", "open_page"]
