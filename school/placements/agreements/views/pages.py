"""The page of a placement's agreement, its paper and the scans of what was signed on paper."""

from io import BytesIO
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts.competency_queries import competencies_of
from school.core.clock import now
from school.core.errors import NotFound, mark
from school.placements import queries as placement_queries
from school.placements.agreements import labels, policy, queries
from school.placements.agreements.documents import agreement_paper
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.operations import (
    in_force_among,
    in_force_before,
    may_begin,
    may_change,
    progress_of,
)
from school.placements.agreements.presentation import (
    party_views,
    section_views,
    titles_of,
    turn_words,
)
from school.placements.agreements.progress_rules import whose_turn
from school.placements.agreements.rules import (
    AGREED_STATES,
    AMENDMENTS,
    Action,
    AgreementKind,
    Party,
    actions_for,
)
from school.placements.blueprint import blueprint
from school.placements.models import Placement
from school.web.choices import one_of
from school.web.context import principal, session
from school.web.copied_texts import take_text
from school.web.downloads import download, shown_again
from school.web.logs import personal_data_seen

WITH_REASON = (Action.REVISE, Action.REJECT, Action.CANCEL, Action.ABANDON)


@blueprint.get("/placements/<reference>/agreement")
@requires(Permission.SEE_PLACEMENTS)
def agreement(reference: str) -> ResponseReturnValue:
    """Show the agreement of a placement: its newest version, or the one the address names."""
    placement = placement_queries.placement_by_reference(session, principal, reference)
    personal_data_seen("agreement", reference, principal.account_id)
    versions = _shown(placement)
    if not versions:
        return render_template("agreements/none.html", placement=placement, **_writing(placement))
    wanted = request.args.get("number", "")
    version = next((one for one in versions if str(one.number) == wanted), versions[-1])
    return render_template(
        "agreements/show.html", placement=placement, **_context(version, versions)
    )


def _shown(placement: Placement) -> list[AgreementVersion]:
    # What the school has not sent yet is read by the school alone.
    versions = queries.versions_of(session, placement.id)
    if policy.writes_for_school(principal, placement):
        return versions
    return [one for one in versions if one.sent_at is not None]


def _writing(placement: Placement) -> dict[str, Any]:
    writes = policy.writes_for_school(principal, placement)
    return {"may_write": writes and placement.status in AGREED_STATES, "for_school": writes}


def _context(version: AgreementVersion, versions: list[AgreementVersion]) -> dict[str, Any]:
    placement = version.placement
    parties = policy.parties_of(principal, version)
    turn = whose_turn(version.status, progress_of(version))
    former = in_force_before(version, versions)
    newest = version is versions[-1]
    titles = titles_of(competencies_of(session, [placement.cohort_id]))
    return {
        **_writing(placement),
        "version": version,
        "versions": versions,
        "newest": newest,
        "turn": turn_words(version, now()),
        "own": [one for one in (Party.APPRENTICE, Party.TUTOR) if one in parties and one in turn],
        "sections": section_views(version, titles, former),
        "parties": party_views(version),
        "actions": actions_for(version.status, parties) if newest else [],
        "with_reason": WITH_REASON,
        "amendments": _amendments(version) if newest else (),
        "in_force": in_force_among(versions),
        "labels": labels,
        "scans": queries.scanned_parties(session, version),
        "message": take_text(placement.reference),
    }


def _amendments(newest: AgreementVersion) -> list[AgreementKind]:
    begins = may_begin(newest.status)
    return [one for one in AMENDMENTS if begins and may_change(newest.placement, one)]


@blueprint.get("/agreements/<reference>/agreement.pdf")
@requires(Permission.SEE_PLACEMENTS)
def agreement_pdf(reference: str) -> ResponseReturnValue:
    """Give a version on paper, with what was signed and the room to sign."""
    version = seen_version(reference)
    personal_data_seen("agreement", reference, principal.account_id)
    return paper_of(version)


def seen_version(reference: str) -> AgreementVersion:
    """Find a version that the reader may see; a draft is the school's own."""
    version = queries.version_by_reference(session, principal, reference)
    if version.sent_at is None and not policy.writes_for_school(principal, version.placement):
        raise NotFound(mark("Cette convention n’existe pas."))
    return version


def paper_of(version: AgreementVersion) -> ResponseReturnValue:
    """Answer with a version on paper."""
    titles = titles_of(competencies_of(session, [version.placement.cohort_id]))
    former = queries.former_version(session, version)
    content = agreement_paper(version, section_views(version, titles, former))
    name = f"convention-{version.placement.reference}-{version.number}.pdf"
    return download(BytesIO(content), "application/pdf", name)


@blueprint.get("/agreements/<reference>/scan")
@requires(Permission.MANAGE_PLACEMENTS)
def agreement_scan(reference: str) -> ResponseReturnValue:
    """Show the picture of what a party signed on paper."""
    version = queries.version_by_reference(session, principal, reference)
    if not policy.writes_for_school(principal, version.placement):
        raise NotFound(mark("Ce papier n’a pas été joint."))
    party = one_of(Party, request.args.get("party"))
    if party is None:
        return redirect(url_for("placements.agreement", reference=version.placement.reference))
    scan = queries.scan_of(session, version, party)
    personal_data_seen("agreement_scan", reference, principal.account_id)
    return shown_again(
        lambda: queries.scan_bytes(session, version, party), "image/jpeg", scan.digest
    )
