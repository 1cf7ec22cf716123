"""Commands that carry the records in and out: `school import` and `school export`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import translation
from pathlib import Path
from time import monotonic
from typing import Any

import click

from school.core.clock import today
from school.core.database import snapshot
from school.core.errors import mark
from school.exchange.exporting import Export
from school.exchange.findings import Severity, describe
from school.exchange.operations import Outcome, Watcher, import_bundle
from school.exchange.reading import opened_bundle
from school.exchange.targets import export_to
from school.installation import opened
from school.paths import TRANSLATIONS

QUIET_SECONDS = 1.0
"""An import shorter than this shows no progress."""

SECONDS_BETWEEN_FRAMES = 0.2

SECONDS_BETWEEN_LINES = 3.0
"""Where no bar can be drawn, a line is written this often."""

ACTOR = "school import"


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check and report; write nothing.")
def import_records(path: Path, dry_run: bool) -> None:
    """Read the bundle at PATH: a folder of CSV files, a .zip of them, or an .xlsx workbook.

    All of it is imported or nothing; the same bundle twice changes nothing. What is wrong is
    listed a line each and ends with status 2.
    """
    with (
        opened() as database,
        opened_bundle(path) as bundle,
        database.session(write=True) as session,
        shown_progress(bundle.weight) as watcher,
    ):
        outcome = import_bundle(session, None, bundle, actor=ACTOR, today=today(), watcher=watcher)
        if outcome.refused or dry_run:
            session.rollback()
        else:
            session.commit()
    report(outcome, dry_run=dry_run)


@click.command("export")
@click.argument("target", type=click.Path(path_type=Path))
def export_records(target: Path) -> None:
    """Write every record to TARGET: a folder of CSV files, a .zip of them, or an .xlsx.

    A former export in that place is replaced; anything else there is left, and nothing written.
    """
    with opened() as database, database.reading() as session:
        snapshot(session)
        export = Export(session)
        export_to(export, target)
    click.echo(f"{target}: {sum(export.counts.values())} rows in {len(export.counts)} tables")


def report(outcome: Outcome, *, dry_run: bool) -> None:
    """Print what an import found; raise the refusal when something is wrong."""
    translate = translation("messages", TRANSLATIONS, ["en"], fallback=True).gettext
    for finding in outcome.findings.listed(Severity.ODD):
        click.echo(translate(mark("à vérifier : ")) + describe(finding, translate))
    for finding in outcome.findings.listed(Severity.WRONG):
        click.echo(describe(finding, translate), err=True)
    wrong = outcome.findings.counts[Severity.WRONG]
    if wrong:
        things = "1 thing is" if wrong == 1 else f"{wrong} things are"
        raise click.ClickException(f"{things} wrong; nothing was imported")
    for table, count in outcome.counts.items():
        if count.read:
            click.echo(
                f"{table}: {count.read} rows, {count.added} added, {count.changed} changed, "
                f"{count.unchanged} unchanged"
            )
    click.echo("nothing written (dry run)" if dry_run else "imported")


@contextmanager
def shown_progress(weight: int) -> Iterator[Watcher]:
    """Show on the error stream how far a long import has come: a bar, or lines where none fits."""
    progress = Progress(weight)
    try:
        yield Watcher(progress.advance, progress.start)
    finally:
        progress.finish()


class Progress:
    """How far an import has come; silent as long as it is short."""

    def __init__(self, weight: int) -> None:
        self.weight = max(weight, 1)
        self.done = 0
        self.table = ""
        self.shown_at = monotonic() + QUIET_SECONDS
        self.bar: Any = None

    def start(self, table: str) -> None:
        """Take note of the table that is read from now on."""
        self.table = table

    def advance(self, weight: int) -> None:
        """Take note of what was read, and show it when it is time."""
        self.done += weight
        if monotonic() < self.shown_at:
            return
        if not sys.stderr.isatty():
            self.shown_at = monotonic() + SECONDS_BETWEEN_LINES
            click.echo(f"{100 * self.done // self.weight} % read ({self.table})", err=True)
            return
        if self.bar is None:
            self.bar = click.progressbar(length=self.weight, label="import", file=sys.stderr)
        self.shown_at = monotonic() + SECONDS_BETWEEN_FRAMES
        self.bar.update(self.done - self.bar.pos)

    def finish(self) -> None:
        """Leave the line of the bar."""
        if self.bar is not None:
            self.bar.render_finish()
