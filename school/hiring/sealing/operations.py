"""Sealing a report, making it again from its parameters, and telling whether the seal holds."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from school import seal_keys as keys
from school.accounts.models import School
from school.core import audit
from school.core.clock import today
from school.core.database import one_at_a_time
from school.core.errors import InvalidInput, NeedsConfirmation, NotAllowed, NotFound, mark
from school.hiring.sealing import queries
from school.hiring.sealing.changes import changes_between
from school.hiring.sealing.contents import Contents, contents_of
from school.hiring.sealing.copies import Signature
from school.hiring.sealing.figures import as_plain
from school.hiring.sealing.files import PROGRAM, Written, written
from school.hiring.sealing.models import SealedFile, SealedReport, SealedSchool
from school.hiring.sealing.parameters import Parameters
from school.hiring.sealing.releases import in_words, revealed_beside
from school.hiring.sealing.rules import (
    FIGURES,
    MANIFEST,
    SIGNATURE,
    Integrity,
    Statement,
    altered,
    digest,
    manifest_of,
)

LONGEST_REASON = 500

SPOILT = mark("Ce qui était scellé est abîmé : reprenez-le d’une sauvegarde.")
OF_CLAUSES = mark("Ce rapport porte sur les clauses d’insertion : scellez un nouveau tableau.")
REVEALS = mark(
    "À côté du rapport %(code)s, déjà scellé, celui-ci ferait voir ce que sont devenues moins de "
    "cinq personnes : %(figures)s. Si c’est une correction, faites une nouvelle édition de "
    "%(code)s ; sinon attendez que les chiffres diffèrent davantage."
)
REVEALED = mark(
    "À côté du rapport %(code)s, cette édition fait voir ce que sont devenues moins de cinq "
    "personnes : %(figures)s. La correction le vaut-elle ?"
)
FOR_THE_SCHOOL = mark(
    "À côté du rapport %(code)s, cette édition ferait voir ce que sont devenues moins de cinq "
    "personnes : %(figures)s. Seule la direction des écoles du rapport peut en décider."
)


@dataclass(frozen=True)
class Sealer:
    """Who seals, when, and the folder in which the installation's key is."""

    name: str
    at: datetime
    instance: Path


@dataclass(frozen=True)
class Remade:
    """A report made again from its parameters: which files differ, and which figures."""

    altered: Sequence[str]
    changes: Sequence[dict[str, Any]]
    program: str

    @property
    def is_same(self) -> bool:
        """Tell whether every file is the sealed one, byte for byte."""
        return not self.altered

    @property
    def same_program(self) -> bool:
        """Tell whether the paper was set by the library that would set it now."""
        return self.program == PROGRAM


def seal(session: Session, parameters: Parameters, sealer: Sealer) -> SealedReport:
    """Seal the report of some parameters as a first edition.

    Raises `InvalidInput` when nobody left or applied in the period, and `NotAllowed` when the
    difference from a report that was released before would single out fewer than five persons.
    """
    one_at_a_time(session, SealedReport)
    contents = contents_of(session, parameters)
    _refuse_empty(contents)
    refuse_revealing(session, contents)
    return _keep(session, contents, sealer, Statement({}, 1, sealer.at, sealer.name, PROGRAM))


def refuse_revealing(session: Session, contents: Contents) -> None:
    """Raise `NotAllowed` when a report, beside one released before, singles out 1 to 4 persons."""
    code, found = revealed_beside(session, contents)
    if found:
        raise NotAllowed(REVEALS, None, {"code": code, "figures": in_words(found)})


def seal_edition(
    session: Session,
    before: SealedReport,
    known_on: date,
    reason: str,
    sealer: Sealer,
    *,
    confirmed: bool = False,
    may_confirm: bool = True,
) -> SealedReport:
    """Seal a new edition of a report, with what is known since, what changed and why.

    Raises `NotAllowed` when there is a newer edition already or no figure changed, and
    `InvalidInput` without a reason, or when the day is not over: facts may still be recorded on it;
    `NeedsConfirmation`, unless `confirmed`, when what changed are
    fewer than five persons: the correction tells of them, and whoever seals has to weigh that.
    Only those of the schools `may_confirm`: for anybody else it is `NotAllowed`, else the ministry
    could give itself what is hidden from it.
    """
    if not reason.strip():
        raise InvalidInput(mark("Dites pourquoi une nouvelle édition."), "reason")
    if known_on >= today():
        raise InvalidInput(mark("Hier au plus tard : le jour doit être fini."), "known_on")
    one_at_a_time(session, SealedReport)
    if queries.newest_edition(session, before).id != before.id:
        raise NotAllowed(mark("Ce rapport a déjà une édition plus récente."))
    contents, changes = edition_of(session, before, known_on)
    if not changes:
        raise NotAllowed(mark("Aucun chiffre n’a changé : l’édition scellée reste la bonne."))
    code, found = revealed_beside(session, contents)
    values = {"code": code, "figures": in_words(found)}
    if found and not may_confirm:
        raise NotAllowed(FOR_THE_SCHOOL, None, values)
    if found and not confirmed:
        raise NeedsConfirmation(REVEALED, None, values)
    statement = Statement(
        {}, before.edition + 1, sealer.at, sealer.name, PROGRAM, before.code, reason.strip()
    )
    return _keep(session, contents, sealer, statement, changes, before)


def edition_of(
    session: Session, before: SealedReport, known_on: date
) -> tuple[Contents, list[dict[str, Any]]]:
    """Compute a report anew with what is known on a day, and what differs from the sealed one."""
    contents = contents_of(session, replace(asked_of(before), known_on=known_on))
    return contents, changes_between(sealed_figures(session, before), as_plain(contents))


def asked_of(report: SealedReport) -> Parameters:
    """Read what a report was asked for; raise `NotFound` when what was signed is spoilt.

    A board of clauses was asked for otherwise: it has no edition, and is sealed anew.
    """
    try:
        statement = report.read_manifest().statement
        if statement.is_of_clauses:
            raise NotFound(OF_CLAUSES)
        return Parameters.from_plain(statement.parameters)
    except (ValueError, KeyError, TypeError) as error:
        raise NotFound(SPOILT) from error


def sealed_figures(session: Session, report: SealedReport) -> dict[str, Any]:
    """Read the figures of a report as they were given out.

    Raises `NotFound` when its file is missing, or is not the one that was sealed.
    """
    return figures_in(report, queries.file_of(session, report, FIGURES) or b"")


def figures_in(report: SealedReport, content: bytes) -> dict[str, Any]:
    """Read the file of figures of a report; raise `NotFound` when it is not the sealed one."""
    try:
        sealed = report.read_manifest().digests.get(FIGURES)
    except ValueError as error:
        raise NotFound(SPOILT) from error
    if digest(content) != sealed:
        raise NotFound(SPOILT)
    plain: dict[str, Any] = json.loads(content)
    return plain


def remade(session: Session, report: SealedReport) -> Remade:
    """Make a report again from its parameters and hold it against the sealed files.

    Facts are dated and superseded, never overwritten, so the same days give the same figures;
    enrolments, names and sexes are read as they stand and may have been corrected since: then
    the changed figures are listed, and a new edition can say why.
    """
    contents, manifest = contents_of(session, asked_of(report)), report.read_manifest()
    before = queries.edition_before(session, report)
    earlier = changes_between(sealed_figures(session, before), as_plain(contents)) if before else []
    again = written(contents, manifest.statement, earlier)
    differing = altered(manifest.digests, again.files)
    changes = changes_between(sealed_figures(session, report), as_plain(contents))
    return Remade(differing, changes, manifest.statement.program)


def integrity(
    report: SealedReport, files: Mapping[str, bytes], public_key: str
) -> tuple[Integrity, list[str]]:
    """Tell whether what is kept is what was sealed, with the names of what is not.

    `public_key` is that of the installation: a seal that another key made right proves only
    that somebody with that key made it.
    """
    try:
        manifest = report.read_manifest()
    except ValueError:
        return Integrity.BROKEN, [MANIFEST]
    faults = altered(manifest.digests, files)
    if manifest.code != report.code:
        faults.append(MANIFEST)
    if not Signature(report.public_key, report.signature).signs(report.manifest):
        faults.append(SIGNATURE)
    if faults:
        return Integrity.BROKEN, faults
    return Integrity.INTACT if report.public_key == public_key else Integrity.OTHER_KEY, []


def archive_of(report: SealedReport, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give all the files that the archive of a report holds: with the manifest and signature."""
    signature = Signature(report.public_key, report.signature)
    return {
        **files,
        MANIFEST: report.manifest,
        SIGNATURE: signature.as_bytes(report.manifest),
    }


def _refuse_empty(contents: Contents) -> None:
    if contents.is_empty:
        raise InvalidInput(
            mark("Personne n’est sorti dans cette période : il n’y a rien à sceller.")
        )


def _keep(
    session: Session,
    contents: Contents,
    sealer: Sealer,
    statement: Statement,
    changes: Sequence[dict[str, Any]] = (),
    before: SealedReport | None = None,
) -> SealedReport:
    made = written(contents, statement, changes)
    said = replace(statement, parameters=contents.parameters.as_plain())
    return keep_sealed(session, made, sealer, said, contents.parameters.schools, before)


def keep_sealed(
    session: Session,
    made: Written,
    sealer: Sealer,
    said: Statement,
    schools: Sequence[str] = (),
    before: SealedReport | None = None,
) -> SealedReport:
    """Sign what was written and keep it with its files; `schools` are the codes it is about.

    Whatever is sealed is kept here: reports of hiring, and boards of integration clauses, which
    are about no school.
    """
    report = _signed(made, sealer, said)
    report.replaces_id = before.id if before else None
    session.add(report)
    session.flush()
    for name, content in made.files.items():
        session.add(SealedFile(report_id=report.id, name=name, content=content))
    for school_id in session.scalars(select(School.id).where(School.reference.in_(schools))).all():
        session.add(SealedSchool(report_id=report.id, school_id=school_id))
    session.flush()
    audit.note(session, sealer.name, "reports.seal", report, {"code": [None, report.code]})
    return report


def _signed(made: Written, sealer: Sealer, said: Statement) -> SealedReport:
    key = keys.seal_key(sealer.instance)
    manifest = manifest_of(said, made.code, made.files).as_bytes()
    return SealedReport(
        code=made.code,
        edition=said.edition,
        sealed_at=said.sealed_at,
        manifest=manifest,
        public_key=keys.public_text(key),
        signature=keys.sign(key, manifest),
    )
