"""Evaluations: the tutor by link, the apprentice signed in, the school on one page."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import public, requires
from school.access.permissions import Permission
from school.accounts.rules import LinkPurpose
from school.core.clock import today
from school.core.errors import NotAllowed
from school.core.questions import Question
from school.placements import operations_links
from school.placements import queries as placement_queries
from school.placements.blueprint import blueprint
from school.placements.evaluations import labels, notices, operations, queries
from school.placements.evaluations.forms import (
    HandleForm,
    QuestionForm,
    answers_form,
    given_in,
)
from school.placements.evaluations.models import Evaluation
from school.placements.evaluations.operations import PURPOSE
from school.placements.evaluations.presentation import rows_of, said_by
from school.placements.evaluations.rules import (
    EVALUATED_STATES,
    EvaluationState,
    EvaluationVoice,
    JobAnswer,
    asked_of,
)
from school.placements.link_words import handed_on_words
from school.placements.models import Placement
from school.placements.operations_links import OpenedLink
from school.placements.policy import is_staff_of, parties_of
from school.placements.rules import LinkState, Party
from school.placements.views.sending import deliver_evaluation, renew
from school.web import csrf, question_words
from school.web.context import principal, session
from school.web.copied_texts import take_text
from school.web.link_pages import closed_page, is_answered, open_page
from school.web.logs import personal_data_seen
from school.web.question_forms import AnswersForm, NamedAnswersForm
from school.web.submit import submit

TUTOR, APPRENTICE = EvaluationVoice.TUTOR, EvaluationVoice.APPRENTICE
LINK_PAGE = "links/evaluation.html"
OWN_PAGE = "placements/evaluate.html"
HANDLE_PAGE = "placements/evaluation_handle.html"
QUESTIONS_PAGE = "placements/evaluation_questions.html"


def _asked(placement: Placement, voice: EvaluationVoice) -> list[Question]:
    return asked_of(queries.questions_of(session, placement.cohort.school_id), voice)


@blueprint.route("/link/evaluation/<token>", methods=["GET", "POST"])
@public
@csrf.exempt
def link_evaluation(token: str) -> ResponseReturnValue:
    """Ask a tutor how a placement went, once; afterwards the page says what was answered."""
    found = operations_links.opened(session, token, PURPOSE)
    form = answers_form(NamedAnswersForm, _asked(found.placement, TUTOR), asks_job=True)()

    def record() -> None:
        operations.give_by_link(session, token, lambda _: given_in(form), form.answerer)

    if is_answered(form, record):
        return _answered(token, form)
    return _link_page(operations_links.opened(session, token, PURPOSE), form, token)


def _answered(token: str, form: AnswersForm) -> ResponseReturnValue:
    """Lead on to the declaration of an offer whoever proposes a job, others to what they said."""
    found = operations_links.opened(session, token, PURPOSE)
    if form["job_answer"].data != JobAnswer.YES.value or not operations_links.leads_on(found):
        return redirect(url_for("placements.link_evaluation", token=token), 303)
    secret = operations_links.issue(session, LinkPurpose.DECLARE_OFFER, found.placement)
    return redirect(url_for("hiring.link_offer", token=secret), 303)


def _link_page(found: OpenedLink, form: NamedAnswersForm, token: str) -> ResponseReturnValue:
    placement = found.placement
    words: dict[str, Any] = {
        "placement": placement,
        "link": found.link,
        "answerer": operations_links.answerer_of(found.link),
        "token": token,
        "labels": labels,
        "directors": placement_queries.directors_of(session, placement.cohort.school_id),
    }
    if found.state in {LinkState.REPLACED, LinkState.EXPIRED}:
        again = url_for("placements.renew_evaluation", token=token)
        return closed_page(found.state, again, **words)
    if found.state is LinkState.USED or placement.status not in EVALUATED_STATES:
        given = said_by(queries.evaluations_of(session, placement), found.link)
        may_offer = found.state is LinkState.USED and operations_links.leads_on(found)
        return render_template(
            "links/evaluation_state.html", given=given, may_offer=may_offer, **words
        )
    form.suggest(found.link.recipient_name, is_person=placement.tutor is not None)
    return open_page(LINK_PAGE, form, **words)


@blueprint.post("/link/evaluation/<token>/renew")
@public
@csrf.exempt
def renew_evaluation(token: str) -> ResponseReturnValue:
    """Send the tutor a new link; the answer is always the same."""
    renew(
        token,
        PURPOSE,
        EVALUATED_STATES,
        lambda found, recipient, secret: notices.send_question(
            session, found.placement, recipient, secret
        ),
    )
    return redirect(url_for("placements.link_evaluation", token=token, asked=1), 303)


@blueprint.post("/link/evaluation/<token>/offer")
@public
@csrf.exempt
def evaluation_to_offer(token: str) -> ResponseReturnValue:
    """Lead the tutor who evaluated to the page where an offer is declared."""
    found = operations_links.opened_for_change(session, token, PURPOSE)
    if found.state is not LinkState.USED or not operations_links.leads_on(found):
        return redirect(url_for("placements.link_evaluation", token=token), 303)
    secret = operations_links.issue(session, LinkPurpose.DECLARE_OFFER, found.placement)
    return redirect(url_for("hiring.link_offer", token=secret), 303)


@blueprint.get("/placements/<reference>/evaluations")
@requires(Permission.SEE_PLACEMENTS)
def evaluations(reference: str) -> ResponseReturnValue:
    """Show what tutor and apprentice say, side by side; each of them sees the own words alone."""
    placement = placement_queries.placement_by_reference(session, principal, reference)
    personal_data_seen("placement", reference, principal.account_id)
    return render_template(
        "placements/evaluations.html", placement=placement, labels=labels, **_context(placement)
    )


def _context(placement: Placement) -> dict[str, Any]:
    staff, own = is_staff_of(principal, placement), _is_own(placement)
    given = queries.evaluations_of(session, placement)
    shown = [one for one in given if staff or (own and one.voice is APPRENTICE)]
    newest = {voice: queries.newest_of(shown, voice) for voice in EvaluationVoice}
    link = placement_queries.latest_link(session, PURPOSE, placement)
    return {
        "newest": newest,
        "rows": rows_of(newest.values()),
        "waits": [one for one in shown if one.state is EvaluationState.OPEN] if staff else [],
        "for_staff": staff,
        "for_school": Party.SCHOOL in parties_of(principal, placement),
        "own": own,
        "worked": placement.status in EVALUATED_STATES,
        "link": link,
        "link_state": operations_links.state_of(link) if link else None,
        "handed_on": handed_on_words(link),
        "recipient": operations_links.recipient_of(placement),
        "message": take_text(placement.reference),
    }


def _is_own(placement: Placement) -> bool:
    return principal.trainee_id is not None and principal.trainee_id == placement.trainee_id


@blueprint.route("/placements/<reference>/evaluate", methods=["GET", "POST"])
@requires(Permission.KEEP_LOGBOOK)
def evaluate(reference: str) -> ResponseReturnValue:
    """Let the apprentice say how the own placement goes or went."""
    placement = placement_queries.placement_by_reference(session, principal, reference)
    back = url_for("placements.evaluations", reference=reference)
    if not _is_own(placement) or placement.status not in EVALUATED_STATES:
        flash(gettext("Ce placement n’est pas à évaluer par vous maintenant."), "info")
        return redirect(back, 303)
    form = answers_form(AnswersForm, _asked(placement, APPRENTICE), asks_job=False)()
    if request.method == "GET":
        return render_template(OWN_PAGE, form=form, placement=placement)

    def action() -> str:
        operations.give_own(session, placement, principal.name, given_in(form))
        flash(gettext("Merci, votre évaluation est notée."), "success")
        return back

    return submit(form, OWN_PAGE, action, placement=placement)


@blueprint.post("/placements/<reference>/evaluations/ask")
@requires(Permission.MANAGE_PLACEMENTS)
def ask_evaluation(reference: str) -> ResponseReturnValue:
    """Ask the tutor to evaluate, by mail or by a message to copy; or let the link serve no more."""
    placement = placement_queries.placement_by_reference(session, principal, reference)
    if Party.SCHOOL in parties_of(principal, placement):
        if request.form.get("revoke"):
            operations.revoke(session, placement, principal.name)
            flash(gettext("Le lien ne sert plus."), "success")
        else:
            token = operations.issue(session, placement)
            deliver_evaluation(placement, token, request.form.get("channel", ""))
    return redirect(url_for("placements.evaluations", reference=reference), 303)


@blueprint.route("/evaluations/<reference>/handle", methods=["GET", "POST"])
@requires(Permission.MANAGE_VISITS)
def handle_evaluation(reference: str) -> ResponseReturnValue:
    """Write down what was done about a low mark."""
    evaluation = queries.evaluation_by_reference(session, principal, reference)
    placement = evaluation.placement
    form = HandleForm(version=evaluation.version)
    words = {"placement": placement, "rows": rows_of([evaluation]), "labels": labels}
    if request.method == "GET":
        return render_template(HANDLE_PAGE, form=form, evaluation=evaluation, **words)
    return submit(
        form, HANDLE_PAGE, lambda: _handle(form, evaluation), evaluation=evaluation, **words
    )


def _handle(form: HandleForm, evaluation: Evaluation) -> str:
    operations.handle(session, evaluation, form.note.data, principal.name, form.known_version)
    flash(gettext("C’est noté."), "success")
    return url_for("placements.evaluations", reference=evaluation.placement.reference)


@blueprint.post("/evaluations/<reference>/no-job")
@requires(Permission.MANAGE_VISITS)
def close_job(reference: str) -> ResponseReturnValue:
    """Write down that the job a tutor spoke of will not come."""
    evaluation = queries.evaluation_by_reference(session, principal, reference)
    try:
        operations.close_job(session, evaluation, principal.name)
        flash(gettext("C’est noté : il n’y aura pas d’offre."), "success")
    except NotAllowed as refused:
        flash(gettext(refused.message), "info")
    back = url_for("placements.evaluations", reference=evaluation.placement.reference)
    return redirect(back, 303)


@blueprint.route("/schools/<reference>/evaluation-questions", methods=["GET", "POST"])
@requires(Permission.MANAGE_PLACEMENTS)
def evaluation_questions(reference: str) -> ResponseReturnValue:
    """Show what a school asks tutors and apprentices, and let it ask one question more."""
    school = queries.school_by_reference(session, principal, reference)
    form = QuestionForm()
    words = {"school": school, "labels": labels, "question_words": question_words}
    words["questions"] = queries.questions_of(session, school.id)
    if request.method == "GET":
        return render_template(QUESTIONS_PAGE, form=form, **words)

    def action() -> str:
        operations.add_question(session, school, form.stated, principal.name, today())
        flash(gettext("La question est posée dès maintenant."), "success")
        return url_for("placements.evaluation_questions", reference=reference)

    return submit(form, QUESTIONS_PAGE, action, **words)


@blueprint.post("/schools/<reference>/evaluation-questions/<key>/retire")
@requires(Permission.MANAGE_PLACEMENTS)
def retire_question(reference: str, key: str) -> ResponseReturnValue:
    """Stop asking a question; what was answered to it stays."""
    school = queries.school_by_reference(session, principal, reference)
    operations.retire_question(session, school, key, principal.name, today())
    flash(gettext("La question n’est plus posée."), "success")
    return redirect(url_for("placements.evaluation_questions", reference=reference), 303)
