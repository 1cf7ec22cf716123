"""One person's record: read it, and rate a module of it at once."""

from collections.abc import Sequence

from flask import Response, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.competencies import labels, operations, pages
from school.competencies.blueprint import blueprint
from school.competencies.documents import livret_paper
from school.competencies.evidence_queries import Offered, week_named
from school.competencies.forms import EvidenceForm, levels_form
from school.competencies.hours import hours_of
from school.competencies.operations import Speaker
from school.competencies.pages import Livret, ModuleLines
from school.competencies.rules import Cited, EvidenceKind, Level, Voice
from school.core.clock import today
from school.web.context import principal, session
from school.web.logs import personal_data_seen
from school.web.submit import submit

RATE = "competencies/rate.html"

WORDS = {
    "voices": labels.VOICES,
    "levels": labels.LEVELS,
    "letters": labels.LETTERS,
    "looks": labels.LOOKS,
    "kinds": labels.EVIDENCE,
    "missing_words": labels.missing_words,
    "not_seen": Level.NOT_SEEN,
}
"""What templates say levels, voices and evidence with."""


@blueprint.get("/trainees/<reference>/competencies")
@requires(Permission.SEE_COMPETENCIES)
def livret(reference: str) -> ResponseReturnValue:
    """Show a person's record: three voices for each competency of each module."""
    record = pages.livret(session, principal, reference, today())
    _note_reading(record)
    return render_template(
        "competencies/livret.html",
        record=record,
        summary=labels.summary_words(len(record.lines), len(record.disagreeing), len(record.stale)),
        words=WORDS,
        evidence_url=_evidence_url,
    )


@blueprint.get("/trainees/<reference>/competencies.pdf")
@requires(Permission.SEE_COMPETENCIES)
def livret_pdf(reference: str) -> ResponseReturnValue:
    """Give a person's record on paper."""
    record = pages.livret(session, principal, reference, today())
    _note_reading(record)
    paper = livret_paper(record, hours_of(session, record.trainee.id))
    safe = "".join(one if one.isascii() and one.isalnum() else "-" for one in reference)
    headers = {"Content-Disposition": f'attachment; filename="livret-{safe}.pdf"'}
    return Response(paper, mimetype="application/pdf", headers=headers)


@blueprint.route("/trainees/<reference>/competencies/<module>", methods=["GET", "POST"])
@requires(Permission.RATE_COMPETENCIES)
def rate(reference: str, module: str) -> ResponseReturnValue:
    """Rate a module on one screen, with one's own voice: the apprentice's, or the trainer's."""
    record = pages.livret(session, principal, reference, today())
    asked = record.module(module)
    found = pages.offered(session, principal, record)
    form = levels_form(EvidenceForm, [line.learnt for line in asked.lines])(noted_on=today())
    form.offer(found)
    words = {"record": record, "module": asked, "groups": pages.by_kind(found), "words": WORDS}
    if request.method == "GET":
        _note_reading(record)
        return render_template(RATE, form=form, **words)
    return submit(form, RATE, lambda: _save(record, asked, form, found), **words)


def _save(record: Livret, asked: ModuleLines, form: EvidenceForm, found: Sequence[Offered]) -> str:
    rows = operations.rate(
        session,
        Speaker(record.own_voice, principal.name),
        record.trainee,
        form.said(form.noted_on.data, found),
        today(),
    )
    flash(ngettext("%(num)s niveau noté.", "%(num)s niveaux notés.", len(rows)), "success")
    reference = record.trainee.reference
    return url_for("competencies.livret", reference=reference, _anchor=asked.reference)


def _note_reading(record: Livret) -> None:
    if record.voice is not Voice.SELF:
        personal_data_seen("competencies", record.trainee.reference, principal.account_id)


def _evidence_url(record: Livret, cited: Cited) -> str | None:
    """Give the page of a piece of evidence, for those who may open it."""
    if cited.kind is EvidenceKind.PRACTICAL and record.practical(cited.reference):
        return url_for("practicals.show", reference=cited.reference)
    if cited.kind is EvidenceKind.VISIT and principal.may(Permission.SEE_VISITS):
        return url_for("visits.show", reference=cited.reference)
    if cited.kind is EvidenceKind.WEEK:
        placement, monday = week_named(cited.reference)
        return url_for("placements.logbook", reference=placement, week=monday)
    if cited.kind is EvidenceKind.QUIZ:
        return url_for("quizzes.result", reference=cited.reference)
    return None
