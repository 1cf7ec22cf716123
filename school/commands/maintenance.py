"""`school backup` copies an installation into one file."""

import os
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

import click

from school.config import Settings, load_settings
from school.installation import opened

DATABASE_NAME = "school.db"


@click.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
def backup(target: Path) -> None:
    """Write the instance folder and a consistent copy of its database to TARGET (.tar.gz).

    The secret key and uploads are inside: keep the file as safe as the server. A PostgreSQL
    database is not copied; use pg_dump beside this.
    """
    if target.exists():
        raise click.ClickException(f"{target} is there already; nothing was written")
    settings = load_settings()
    with opened():
        draft = target.with_name(f".{target.name}.draft")
        try:
            _write(draft, settings)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    click.echo(f"{target} written")


def _write(draft: Path, settings: Settings) -> None:
    # The secret key is inside: from its first byte the file is for its owner alone.
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with (
        os.fdopen(descriptor, "wb") as file,
        tarfile.open(fileobj=file, mode="w:gz") as archive,
        tempfile.TemporaryDirectory() as folder,
    ):
        _add_files(archive, settings, draft)
        _add_database(archive, settings, Path(folder) / DATABASE_NAME)


def _add_files(archive: tarfile.TarFile, settings: Settings, draft: Path) -> None:
    database = settings.sqlite_file
    for path in sorted(settings.instance.iterdir()):
        is_database = database is not None and path.name.startswith(database.name)
        if not is_database and path != draft.resolve():
            archive.add(path, arcname=path.name)


def _add_database(archive: tarfile.TarFile, settings: Settings, copy: Path) -> None:
    database = settings.sqlite_file
    if database is None:
        return
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    archive.add(copy, arcname=DATABASE_NAME)
