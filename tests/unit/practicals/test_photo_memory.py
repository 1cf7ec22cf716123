"""What reading a very large photo costs: it is never opened out whole."""

import subprocess
import sys
from pathlib import Path

from PIL import Image

WHOLE = 8660 * 5774 * 3
"""Bytes of fifty million pixels, were they all opened out."""

READ = """
import sys
from pathlib import Path
from PIL import Image
from school.practicals.photos import read_photo
def most():
    # Of this program alone: what the system tells of resources begins with those of its parent.
    told = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]
    return int(told) * 1024
Image.init()
before = most()
with open(sys.argv[1], "rb") as stream:
    found = read_photo(stream)
print(most() - before, found.width)
"""


def taken_by(photo: Path) -> tuple[int, int]:
    done = subprocess.run(
        [sys.executable, "-c", READ, str(photo)], capture_output=True, text=True, check=True
    )
    taken, width = map(int, done.stdout.split())
    return taken, width


def test_a_drawing_of_fifty_million_pixels_is_opened_out_once(tmp_path: Path) -> None:
    photo = tmp_path / "large.png"
    Image.new("RGBA", (8660, 5774), "teal").save(photo, compress_level=1)
    taken, width = taken_by(photo)
    assert width == 1600
    assert taken < 2 * WHOLE * 4 / 3


def test_a_photo_of_fifty_million_pixels_takes_little_memory(tmp_path: Path) -> None:
    photo = tmp_path / "large.jpg"
    Image.new("RGB", (8660, 5774), "teal").save(photo, quality=90)
    taken, width = taken_by(photo)
    assert width == 1600
    assert taken < WHOLE / 2
