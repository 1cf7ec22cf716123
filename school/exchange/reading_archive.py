"""Reading a `.zip` of CSV files: nothing is unpacked to disk, nothing is believed."""

from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

from school.core.archives import ZIP_FAULTS
from school.core.errors import InvalidInput, mark
from school.exchange.reading_csv import read_csv
from school.exchange.sources import TABLE_SUFFIX, Advance, Broken, Bundle, Records, Sheet, is_hidden

MOST_FILES = 1_000
UNPACKED_LIMIT = 512 * 1024 * 1024
"""Bytes; a small archive may hold a large one's worth of zeros."""

ENCRYPTED = 0x1


def check_archive(archive: ZipFile) -> None:
    """Refuse an archive that is encrypted, too large once unpacked, or leads outside itself."""
    entries = archive.infolist()
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise InvalidInput(mark("Ce fichier est protégé par un mot de passe : enlevez-le."))
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise InvalidInput(mark("Ce fichier est trop lourd une fois ouvert : partagez-le."))
    for entry in entries:
        parts = PurePosixPath(entry.filename.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts:
            raise InvalidInput(
                mark("Ce fichier contient un chemin interdit : %(name)s."),
                values={"name": entry.filename},
            )


def archive_bundle(archive: ZipFile) -> Bundle:
    """List the tables of an archive; a single folder around them all is looked through."""
    check_archive(archive)
    files = [
        (entry, PurePosixPath(entry.filename.replace("\\", "/")))
        for entry in archive.infolist()
        if not entry.is_dir() and not any(map(is_hidden, PurePosixPath(entry.filename).parts))
    ]
    folders = {path.parts[:-1] for _, path in files}
    inside_one = len(folders) == 1 and len(next(iter(folders))) == 1
    sheets, ignored = [], []
    for entry, path in files:
        name = path.name if inside_one else str(path)
        if path.suffix.lower() == TABLE_SUFFIX:
            sheets.append(_sheet(archive, entry, name[: -len(TABLE_SUFFIX)]))
        else:
            ignored.append(name)
    return Bundle(tuple(sheets), tuple(ignored), archive.close)


def _sheet(archive: ZipFile, entry: ZipInfo, name: str) -> Sheet:
    def read(advance: Advance) -> Records:
        try:
            with archive.open(entry) as stream:
                yield from read_csv(stream, advance)
        except ZIP_FAULTS as error:
            raise Broken(mark("une archive qui ne soit pas abîmée")) from error

    return Sheet(name, entry.file_size, read)
