"""Run the bench: `python -m bench [--quick]`. Prints a table and keeps the figures as JSON.

`python -m bench national` measures the figures of a generated country instead, `python -m bench
clauses` the board of generated contracts.
"""

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from bench import generated
from bench.clauses.measuring import measure as measure_clauses
from bench.figures import table, written
from bench.floor import DATABASE
from bench.http import Browser
from bench.measuring import FULL, QUICK, Effort, Measured, Side, measure
from bench.national.measuring import measure as measure_country
from bench.pages import Page, all_pages, sign_in
from bench.servers import WORKERS, Server, running
from bench.statements import statements_of
from bench.weight import Weight, first_load
from school.config import Settings, load_settings
from school.core import migrate
from school.core.clock import today
from school.core.database import Database
from school.paths import MIGRATIONS

RESULTS = Path(__file__).resolve().parent / "results"
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Results:
    """All that a run found."""

    measured: list[Measured]
    statements: dict[str, int]
    weights: dict[str, Weight]
    resident_bytes: dict[str, int]


@click.group(invoke_without_command=True)
@click.option("--quick", is_flag=True, help="Fewer requests: a first idea in half a minute.")
@click.option("--only", help="Measure the pages whose name contains this alone.")
@click.pass_context
def main(context: click.Context, quick: bool, only: str | None) -> None:
    """Measure the pages of the school beside a bare floor, on a scratch installation."""
    if context.invoked_subcommand:
        return
    with tempfile.TemporaryDirectory(prefix="school-bench-") as folder:
        os.environ["SCHOOL_INSTANCE"] = folder
        os.environ["SCHOOL_WORKERS"] = str(WORKERS)
        os.environ.pop("DATABASE_URL", None)
        settings = load_settings()
        click.echo("Writing the school…")
        addresses = _write(settings)
        pages = [page for page in all_pages(addresses, today()) if not only or only in page.name]
        results = _run(settings, pages, QUICK if quick else FULL)
    click.echo(_report(results))
    click.echo(f"\nKept in {_keep(results)}")


def _write(settings: Settings) -> generated.Addresses:
    database = Database(settings.database_url)
    migrate.upgrade(database, MIGRATIONS)
    with database.transaction() as session:
        addresses = generated.fill(session, today())
    database.dispose()
    return addresses


def _run(settings: Settings, pages: list[Page], effort: Effort) -> Results:
    statements = statements_of(settings, pages)
    logs = settings.instance
    with (
        running(["school", "serve", "--port"], {}, logs / "product.log") as product,
        running(["bench.floor"], {DATABASE: settings.database_url}, logs / "floor.log") as floor,
    ):
        weights = _weigh(product, pages)
        people = {
            page.reader: sign_in(product.port, page.reader)
            if page.reader
            else Browser(product.port)
            for page in {page.reader: page for page in pages}.values()
        }
        measured = []
        for page in pages:
            click.echo(f"Measuring {page.name}…")
            sides = (
                Side(product, page.product, people[page.reader]),
                Side(floor, page.floor, Browser(floor.port)),
            )
            measured += measure(page, *sides, effort)
        memory = {"product": product.resident_bytes(), "floor": floor.resident_bytes()}
    return Results(measured, statements, weights, memory)


def _weigh(server: Server, pages: list[Page]) -> dict[str, Weight]:
    weights = {}
    for page in pages:
        if page.name in {"home, trainer", "link, tutor"}:
            browser = sign_in(server.port, page.reader) if page.reader else Browser(server.port)
            weights[page.name] = first_load(browser, page.address)
    return weights


def _report(results: Results) -> str:
    heads = (
        *("page", "clients", "median ms", "p95", "floor ms", "floor p95", "ratio"),
        *("work ms", "floor work", "ratio", "statements"),
    )
    rows: list[Sequence[str]] = [
        (
            one.page,
            str(one.product.clients),
            written(one.product.median),
            written(one.product.p95),
            written(one.floor.median),
            written(one.floor.p95),
            written(one.ratio, 2),
            written(one.product.work),
            written(one.floor.work),
            written(one.work_ratio, 2),
            str(results.statements[one.page]),
        )
        for one in results.measured
    ]
    lines = ["", table(heads, rows), ""]
    for name, weight in results.weights.items():
        size = written(weight.wire_bytes / 1000)
        lines.append(f"First load of {name}: {size} kB in {weight.requests} requests")
    for name, held in results.resident_bytes.items():
        lines.append(f"Memory of the {name}: {written(held / MEGABYTE)} MB with {WORKERS} workers")
    return "\n".join(lines)


def _keep(results: Results) -> Path:
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps(asdict(results), indent=1), encoding="utf-8")
    return path


main.add_command(measure_country)
main.add_command(measure_clauses)

if __name__ == "__main__":
    main()
