"""Pages of the questionnaire: results of a contract's teams, asking, and choosing questions."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.models import Contract
from school.clauses.practices import contract_queries
from school.clauses.practices.blueprint import blueprint
from school.clauses.practices.surveys import notices, operations, presentation, queries
from school.clauses.practices.surveys.forms import TeamForm
from school.clauses.practices.surveys.models import TeamSurvey
from school.core.clock import today
from school.core.errors import NotAllowed, NotFound, mark
from school.messages.bringing import bring
from school.web import question_words
from school.web.context import principal, session
from school.web.copied_texts import take_text
from school.web.paging import page_number
from school.web.question_forms import QuestionForm
from school.web.submit import submit

ASK_PAGE = "clauses/practices/survey_ask.html"
QUESTIONS_PAGE = "clauses/practices/survey_questions.html"


@blueprint.get("/clauses/contracts/<reference>/surveys")
@requires(Permission.SEE_CLAUSES)
def surveys(reference: str) -> ResponseReturnValue:
    """Show what the teams of a contract said of their own work, over time."""
    contract = contract_queries.contract_to_read(session, principal, reference)
    return render_template(
        "clauses/practices/surveys.html",
        contract=contract,
        page=queries.surveys_of(session, contract, page_number()),
        row_of=presentation.row_of,
        standing=presentation.standing,
        today=today(),
        keeps=_keeps(contract),
        chooses=operations.chooses_questions(principal),
    )


def _keeps(contract: Contract) -> bool:
    if not principal.may(Permission.MANAGE_CLAUSES):
        return False
    return contract_queries.manages(session, principal, contract)


@blueprint.get("/clauses/surveys/<reference>")
@requires(Permission.SEE_CLAUSES)
def survey(reference: str) -> ResponseReturnValue:
    """Show what one team answered, or the way to ask it again."""
    found = queries.survey_by_reference(session, principal, reference)
    return render_template(
        "clauses/practices/survey.html",
        survey=found,
        answers=presentation.answers_of(found),
        standing=presentation.standing(found, today()),
        words=question_words,
        keeps=_keeps(found.contract),
        message=take_text(reference),
    )


@blueprint.route("/clauses/contracts/<reference>/surveys/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def ask_team(reference: str) -> ResponseReturnValue:
    """Ask a team of a contract, by mail or by a message to copy."""
    contract = contract_queries.contract_to_manage(session, principal, reference)
    form = TeamForm()
    if request.method == "GET":
        return render_template(ASK_PAGE, form=form, contract=contract)

    def action() -> str:
        asked = operations.ask(session, principal, contract, form.stated, today())
        _bring(asked, "")
        return url_for("practices.survey", reference=asked.reference)

    return submit(form, ASK_PAGE, action, contract=contract)


def _bring(asked: TeamSurvey, channel: str) -> None:
    token = operations.issue(session, asked)
    bring(
        asked.reference,
        channel,
        operations.recipient_of(asked),
        lambda: notices.send(asked, token),
        lambda: notices.text(asked, token),
    )


@blueprint.post("/clauses/surveys/<reference>/link")
@requires(Permission.MANAGE_CLAUSES)
def send_survey(reference: str) -> ResponseReturnValue:
    """Make a new link for a team that has not answered, by mail or as a message to copy."""
    found = queries.survey_to_manage(session, principal, reference)
    try:
        _bring(found, request.form.get("channel", ""))
    except NotAllowed as refused:
        flash(gettext(refused.message), "info")
    return redirect(url_for("practices.survey", reference=reference), 303)


@blueprint.route("/clauses/survey-questions", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def survey_questions() -> ResponseReturnValue:
    """Show what every team is asked, and let the ministry ask one question more."""
    if not operations.chooses_questions(principal):
        raise NotFound(mark("Cette page n’existe pas."))
    form = QuestionForm()
    words = {"questions": queries.questions_asked(session), "words": question_words}
    if request.method == "GET":
        return render_template(QUESTIONS_PAGE, form=form, **words)

    def action() -> str:
        operations.add_question(session, principal, form.stated, today())
        flash(gettext("La question est posée dès maintenant."), "success")
        return url_for("practices.survey_questions")

    return submit(form, QUESTIONS_PAGE, action, **words)


@blueprint.post("/clauses/survey-questions/<key>/retire")
@requires(Permission.MANAGE_CLAUSES)
def retire_survey_question(key: str) -> ResponseReturnValue:
    """Stop asking a question; what was answered to it stays."""
    try:
        operations.retire_question(session, principal, key, today())
        flash(gettext("La question n’est plus posée."), "success")
    except NotAllowed as refused:
        flash(gettext(refused.message), "info")
    return redirect(url_for("practices.survey_questions"), 303)
