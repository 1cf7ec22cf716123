"""The figures of the director's first page, each with the way to the persons behind it."""

from school.hiring.report.pictures import Pictures
from school.web.template_addresses import address

USUAL_DELAY = 6
"""The delay that an address need not say."""


class DirectorPictures(Pictures):
    """A report of the director's schools as known today."""

    def persons_url(self, measure: str, **group: str) -> str:
        """Lead to the persons of a count, of everybody or of a group."""
        months = self.report.options.months
        kept = {} if months == USUAL_DELAY else {"months": str(months)}
        return address("hiring.persons", measure=measure, **kept, **group)
