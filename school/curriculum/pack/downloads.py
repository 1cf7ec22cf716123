"""Files that lessons offer to be kept: their kinds, and what shows that one is of its kind."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from unicodedata import category
from zipfile import BadZipFile, ZipFile

from pydantic import Field

from school.curriculum.pack.parts import Code, Part

LARGEST = 2_000_000
"""Bytes of a file: half an hour of patience on the weakest lines, and no more."""


class LessonFile(Part):
    """A file of a module; its bytes are known by their digest, and not said again."""

    module: Code
    name: str
    size: int
    digest: str
    content: bytes = Field(default=b"", exclude=True, repr=False)


def lesson_file(module: str, path: Path) -> LessonFile:
    """Read a file of a module, no further than it takes to see that it is too large."""
    with path.open("rb") as opened:
        content = opened.read(LARGEST + 1)
    digest = hashlib.sha256(content).hexdigest()
    return LessonFile(
        module=module, name=path.name, size=len(content), digest=digest, content=content
    )


def file_faults(file: LessonFile) -> Iterator[str]:
    """Find what keeps a file from being offered: empty, too large, not of the kind it is named."""
    kind = file.name.rpartition(".")[2]
    if not file.content:
        yield "the file is empty"
    elif file.size > LARGEST:
        yield f"the file is larger than {LARGEST // 1_000_000} MB"
    elif not KINDS[kind](file.content):
        yield f"this is no {kind} file"


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return all(category(sign) != "Cc" or sign in "\t\r\n" for sign in text)


def _is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-")


def _is_workbook(content: bytes) -> bool:
    try:
        with ZipFile(BytesIO(content)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except BadZipFile:
        return False


def _is_trace(content: bytes) -> bool:
    """Tell whether this may be an OTDR trace: both editions of SR-4731 name this block."""
    return b"GenParams" in content


KINDS: Mapping[str, Callable[[bytes], bool]] = {
    "pdf": _is_pdf,
    "csv": _is_text,
    "txt": _is_text,
    "xlsx": _is_workbook,
    "sor": _is_trace,
}
