"""`school report seal`, `list`, `verify` and `regenerate`: sealed reports without a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import click
from flask_babel import force_locale
from sqlalchemy.orm import Session

from school.accounts.rules import Language
from school.config import load_settings
from school.core.clock import now, today
from school.hiring.cli import CivilDate
from school.hiring.indicators.options import DELAYS
from school.hiring.rules import Evidence
from school.hiring.sealing import copies, operations, queries
from school.hiring.sealing.models import SealedReport
from school.hiring.sealing.operations import Sealer
from school.hiring.sealing.parameters import chosen_report
from school.hiring.sealing.rules import SIGNATURE, Integrity, digest, typed_code
from school.installation import opened
from school.seal_keys import fingerprint, public_text, seal_key
from school.web.addresses import public_address


@click.command("seal")
@click.option("--by", "name", required=True, help="Who seals; stands on the paper.")
@click.option("--school", "codes", multiple=True, help="Code of a school; all by default.")
@click.option("--from", "from", type=CivilDate(), help="First day of exit.")
@click.option("--to", "to", type=CivilDate(), help="Last day of exit.")
@click.option("--months", type=click.Choice([str(delay) for delay in DELAYS]), default="6")
@click.option("--evidence", type=click.Choice([one.value for one in Evidence]), default="E2")
@click.option("--as-of", type=CivilDate(), help="Day of the count; yesterday by default.")
@click.option("--known-on", type=CivilDate(), help="Day of knowledge; yesterday by default.")
@click.option("--language", type=click.Choice([one.value for one in Language]), default="fr")
@click.option("--replaces", help="Code of the report of which this is a new edition.")
@click.option("--reason", default="", help="Why there is a new edition.")
@click.option("--confirmed", is_flag=True, help="Even if it tells of fewer than five persons.")
@click.option("--out", "target", type=click.Path(path_type=Path, dir_okay=False), help="A .zip.")
def seal(
    name: str,
    codes: tuple[str, ...],
    replaces: str | None,
    reason: str,
    confirmed: bool,
    target: Path | None,
    **typed: Any,
) -> None:
    """Seal a report, or a new edition of one, and print its code."""
    sealer = Sealer(name, now(), load_settings().instance)
    with _writing() as session:
        if replaces:
            before = _named(session, replaces)
            known_on = typed["known_on"] or today() - timedelta(days=1)
            report = operations.seal_edition(
                session, before, known_on, reason, sealer, confirmed=confirmed
            )
        else:
            report = _first_edition(session, codes, typed, sealer)
        code, files = report.code, _archive(session, report)
    click.echo(code)
    if target:
        target.write_bytes(copies.as_archive(files))


@click.command("list")
def list_reports() -> None:
    """List the sealed reports, the oldest first."""
    with opened() as database, database.reading() as session:
        for report in queries.every_report(session):
            sealed = f"edition {report.edition}  {report.sealed_at:%Y-%m-%d %H:%M}"
            click.echo(f"{report.code}  {sealed}  {_about(report)}")


@click.command("verify")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--code", help="Code of the report that the file should be of.")
def verify(path: Path, code: str | None) -> None:
    """Check a copy: an archive by itself, any file against the report of a code.

    An archive without a code is checked by its own signature, and by this installation's key.
    """
    content = path.read_bytes()
    if code:
        with opened() as database, database.reading() as session:
            _check_kept(session, _named(session, code), content)
        click.echo(f"{path} is what was sealed under {code}")
        return
    files = copies.opened_archive(BytesIO(content))
    if faults := copies.archive_faults(files):
        raise click.ClickException(f"{path} was altered: {', '.join(faults)}")
    signer = copies.Signature.from_bytes(files[SIGNATURE]).public_key
    ours = public_text(seal_key(load_settings().instance))
    whose = "this installation" if signer == ours else "ANOTHER key than this installation's"
    click.echo(f"{path} is sound, signed by {whose}: {fingerprint(signer)}")


@click.command("regenerate")
@click.argument("code")
def regenerate(code: str) -> None:
    """Make a report again from its parameters; say whether it is the same, byte for byte."""
    with _said(), opened() as database, database.reading() as session:
        again = operations.remade(session, _named(session, code))
    if again.is_same:
        click.echo(f"{code} was made again, byte for byte the same")
        return
    reasons = [f"{len(again.changes)} figures changed"] if again.changes else ["no figure changed"]
    if not again.same_program:
        reasons.append(f"it was made with {again.program}")
    raise click.ClickException(
        f"{code} differs in {', '.join(again.altered)}: {'; '.join(reasons)}"
    )


COMMANDS = (seal, list_reports, verify, regenerate)


@contextmanager
def _said() -> Iterator[None]:
    """Give the application's words to what is written; refusals are in English."""
    make_app = click.get_current_context().obj
    with make_app().test_request_context(), force_locale(Language.ENGLISH.value):
        yield


@contextmanager
def _writing() -> Iterator[Session]:
    with _said(), opened() as database, database.transaction() as session:
        yield session


def _first_edition(
    session: Session, codes: tuple[str, ...], typed: dict[str, Any], sealer: Sealer
) -> SealedReport:
    said = {name: str(value) for name, value in typed.items() if value is not None}
    schools = queries.every_school(session)
    choice = chosen_report(schools, said, codes, public_address("sealing.verify_code"))
    if choice.parameters is None:
        raise click.ClickException(" ".join(choice.problems))
    return operations.seal(session, choice.parameters, sealer)


def _about(report: SealedReport) -> str:
    try:
        said = report.read_manifest().statement
    except ValueError:
        return "what was signed is spoilt"
    return f"{','.join(map(str, said.parameters.get('schools', [])))}  {said.sealed_by}"


def _named(session: Session, code: str) -> SealedReport:
    return queries.report_by_code(session, typed_code(code) or code)


def _archive(session: Session, report: SealedReport) -> dict[str, bytes]:
    return operations.archive_of(report, queries.files_of(session, report))


def _check_kept(session: Session, report: SealedReport, content: bytes) -> None:
    kept = queries.files_of(session, report)
    ours = public_text(seal_key(load_settings().instance))
    state, faults = operations.integrity(report, kept, ours)
    if state is not Integrity.INTACT:
        raise click.ClickException(f"the seal of {report.code} does not hold: {state} {faults}")
    every = operations.archive_of(report, kept)
    checked = copies.checked_copy(content, {name: digest(body) for name, body in every.items()})
    wrong = [one.name or "file" for one in checked if one.verdict is not copies.Verdict.SAME]
    if wrong:
        raise click.ClickException(f"not what was sealed under {report.code}: {', '.join(wrong)}")
