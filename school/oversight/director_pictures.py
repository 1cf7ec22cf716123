"""The figures of the director's first page, each with the way to the persons behind it."""

from school.hiring.report.pictures import Pictures
from school.web.template_addresses import address


class DirectorPictures(Pictures):
    """A report of the director's schools as known today."""

    def persons_url(self, measure: str, **group: str) -> str:
        """Lead to the persons of a count, of everybody or of a group."""
        return address("hiring.persons", measure=measure, **group)
