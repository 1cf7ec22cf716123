"""The page behind a link: a team says how it works, once. Reading it uses nothing up."""

from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from school.access.guard import public
from school.clauses.practices.blueprint import blueprint
from school.clauses.practices.surveys import notices, operations, presentation, queries
from school.clauses.practices.surveys.operations import OpenedSurvey
from school.core.clock import today
from school.core.links import LinkState
from school.web import csrf, question_words
from school.web.context import session
from school.web.link_pages import closed_page, is_answered, open_page
from school.web.question_forms import AnswersForm, LinkAnswersForm, answers_form


@blueprint.route("/link/survey/<token>", methods=["GET", "POST"])
@public
@csrf.exempt
def link_survey(token: str) -> ResponseReturnValue:
    """Ask a team how it works; afterwards the page says what was answered."""
    found = operations.opened(session, token)
    form: AnswersForm = answers_form(LinkAnswersForm, queries.questions_asked(session))()
    if found.state is LinkState.OPEN and is_answered(form, lambda: _record(form, token)):
        return redirect(url_for("practices.link_survey", token=token), 303)
    return _page(operations.opened(session, token), form, token)


def _record(form: AnswersForm, token: str) -> None:
    operations.answer_by_link(session, token, form.answers, today())
    session.flush()


def _page(found: OpenedSurvey, form: AnswersForm, token: str) -> ResponseReturnValue:
    words: dict[str, Any] = {"survey": found.survey, "link": found.link, "token": token}
    if found.survey.answered_on is not None:
        answers = presentation.answers_of(found.survey)
        return render_template(
            "links/survey_state.html", answers=answers, words=question_words, **words
        )
    if found.state is not LinkState.OPEN:
        renew_url = url_for("practices.renew_survey", token=token)
        return closed_page(found.state, renew_url, school=None, directors=[], **words)
    return open_page("links/survey.html", form, **words)


@blueprint.post("/link/survey/<token>/renew")
@public
@csrf.exempt
def renew_survey(token: str) -> ResponseReturnValue:
    """Send a new link to whoever had the expired one; the answer is always the same."""
    renewed = operations.renew(session, token)
    if renewed is not None:
        notices.send(*renewed)
    return redirect(url_for("practices.link_survey", token=token, asked=1), 303)
