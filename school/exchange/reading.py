"""Opening a bundle, whatever its form: a folder, a `.zip`, an `.xlsx`, or one CSV file."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from zipfile import ZipFile, is_zipfile

from school.core.archives import ZIP_FAULTS
from school.core.errors import InvalidInput, mark
from school.exchange.reading_archive import archive_bundle
from school.exchange.reading_csv import read_csv
from school.exchange.reading_workbook import WORKBOOK_PART, workbook_bundle
from school.exchange.sources import TABLE_SUFFIX, Advance, Bundle, Records, Sheet, is_hidden

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How files of old office programs begin, and new ones that are encrypted."""

OTHER_WORKBOOK_PARTS = frozenset({"content.xml", "xl/workbook.bin"})
"""What archives of other spreadsheet formats hold."""


@contextmanager
def opened_bundle(path: Path, name: str | None = None) -> Iterator[Bundle]:
    """Open the bundle at a path; `name` is what its owner called it, when it was stored apart.

    Raises `InvalidInput` when it is not a bundle or cannot be opened; a table that turns out to
    be broken is met on reading it.
    """
    bundle = _bundle(path, name or path.name)
    try:
        if not bundle.sheets:
            raise InvalidInput(mark("Ce fichier ne contient aucune table."))
        yield bundle
    finally:
        bundle.close()


def _bundle(path: Path, name: str) -> Bundle:
    if path.is_dir():
        return _folder_bundle(path)
    if not path.is_file():
        raise InvalidInput(mark("Il n’y a rien à %(path)s."), values={"path": str(path)})
    with path.open("rb") as stream:
        if stream.read(len(OLD_OFFICE)) == OLD_OFFICE:
            raise InvalidInput(
                mark(
                    "Ce classeur est d’un ancien format ou protégé par un mot de passe : "
                    "enregistrez-le en .xlsx, sans mot de passe."
                )
            )
    if is_zipfile(path):
        return _packed_bundle(path)
    if name.lower().endswith(TABLE_SUFFIX):
        return Bundle((_file_sheet(path, name[: -len(TABLE_SUFFIX)]),), (), lambda: None)
    raise InvalidInput(
        mark("« %(name)s » n’est ni un .zip, ni un .xlsx, ni un .csv."), values={"name": name}
    )


def _packed_bundle(path: Path) -> Bundle:
    try:
        return _unpacked(path)
    except ZIP_FAULTS as error:
        raise InvalidInput(mark("Cette archive est abîmée : elle ne s’ouvre pas.")) from error


def _unpacked(path: Path) -> Bundle:
    with ExitStack() as stack:
        archive = stack.enter_context(ZipFile(path))
        names = set(archive.namelist())
        if WORKBOOK_PART in names:
            return workbook_bundle(archive, path)
        _refuse_other_workbook(names)
        bundle = archive_bundle(archive)
        stack.pop_all()
        return bundle


def _refuse_other_workbook(names: set[str]) -> None:
    if names & OTHER_WORKBOOK_PARTS:
        raise InvalidInput(mark("Enregistrez ce classeur en .xlsx."))


def _folder_bundle(folder: Path) -> Bundle:
    sheets, ignored = [], []
    for path in sorted(folder.iterdir()):
        if is_hidden(path.name):
            continue
        if path.is_file() and path.suffix.lower() == TABLE_SUFFIX:
            sheets.append(_file_sheet(path, path.stem))
        else:
            ignored.append(path.name)
    return Bundle(tuple(sheets), tuple(ignored), lambda: None)


def _file_sheet(path: Path, name: str) -> Sheet:
    def read(advance: Advance) -> Records:
        with path.open("rb") as stream:
            yield from read_csv(stream, advance)

    return Sheet(name, path.stat().st_size, read)
