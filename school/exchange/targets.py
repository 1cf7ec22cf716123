"""Where an export goes: written beside its place, then put there whole."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from school.core.errors import InvalidInput, mark
from school.exchange.bundle import SPEC_BY_NAME
from school.exchange.exporting import OWNER_ONLY, WRITERS, Export, write_folder
from school.exchange.reading import opened_bundle


def export_to(export: Export, target: Path) -> None:
    """Write an export to a folder, or to a `.zip` or `.xlsx` file, as the name says.

    What is there is replaced when it is a former export, and refused (`InvalidInput`) when it
    holds anything else. A failure leaves the place as it was.
    """
    target = target.resolve()
    writer = WRITERS.get(target.suffix.lower())
    if target.is_dir() != (writer is None) and target.exists():
        raise _refusal(target)
    if not _is_free(target) and not _is_former_export(target):
        raise _refusal(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    if writer is None:
        _put_folder(export, target)
    else:
        _put_file(export, target, writer)


def _is_free(target: Path) -> bool:
    return not target.exists() or (target.is_dir() and not any(target.iterdir()))


def _is_former_export(target: Path) -> bool:
    try:
        with opened_bundle(target) as bundle:
            return not bundle.ignored and all(sheet.name in SPEC_BY_NAME for sheet in bundle.sheets)
    except InvalidInput:
        return False


def _refusal(target: Path) -> InvalidInput:
    return InvalidInput(
        mark("%(target)s est déjà là et n’est pas un ancien export : rien n’a été écrit."),
        values={"target": str(target)},
    )


def _put_folder(export: Export, target: Path) -> None:
    draft = Path(mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        write_folder(export, draft)
        if target.exists():
            former = draft.with_name(f"{draft.name}.former")
            target.rename(former)
            draft.rename(target)
            shutil.rmtree(former)
        else:
            draft.rename(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _put_file(export: Export, target: Path, write: Callable[..., None]) -> None:
    draft = target.with_name(f".{target.name}.{os.getpid()}.draft")
    try:
        draft.touch(mode=OWNER_ONLY)
        with draft.open("w+b") as stream:
            write(export, stream)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
