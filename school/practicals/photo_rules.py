"""Photos of a practical: how many, and how large."""

from dataclasses import dataclass

from school.practicals.circumstance_rules import PhotoMoment
from school.practicals.parts import digest_of, in_parts
from school.practicals.place_rules import Place

MOST_PHOTOS = 6
LARGEST_FILE = 12 * 1024 * 1024
"""Bytes of a photo as it is sent."""

LONGEST_SIDE = 1600
"""Pixels of a photo as it is kept."""


@dataclass(frozen=True)
class Picture:
    """A photo as it is kept: a JPEG, with its width and height in pixels.

    `place` is where the camera says that it was taken; the JPEG itself does not tell. `moment` is
    whether it shows the work before or after, where that was said.
    """

    content: bytes
    width: int
    height: int
    place: Place | None = None
    moment: PhotoMoment | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes."""
        return digest_of(self.content)

    @property
    def parts(self) -> list[bytes]:
        """The bytes in pieces, in order."""
        return in_parts(self.content)
