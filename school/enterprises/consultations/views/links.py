"""The page behind a signed link: an enterprise answers a consultation and corrects itself.

The secret in the address is what authorises. Reading changes nothing, whoever reads.
"""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.access.guard import public
from school.accounts.queries import directors_of
from school.core.links import LinkState
from school.enterprises.consultations import (
    answer_queries,
    link_operations,
    notices,
    pages,
)
from school.enterprises.consultations.blueprint import blueprint
from school.enterprises.consultations.forms import AnswerForm, answer_form
from school.enterprises.consultations.link_operations import OpenedLink
from school.enterprises.consultations.models import ConsultationAnswer
from school.enterprises.consultations.rules import ItemKind
from school.web import csrf
from school.web.context import session
from school.web.link_pages import closed_page, is_answered, open_page


@blueprint.route("/link/consultation/<token>", methods=["GET", "POST"])
@public
@csrf.exempt
def link(token: str) -> ResponseReturnValue:
    """Ask an enterprise what the curriculum must teach, on one screen, until the last day."""
    found = link_operations.opened(session, token, link_operations.ANSWER)
    if found.state in {LinkState.REPLACED, LinkState.CLOSED} or (
        found.state is LinkState.EXPIRED and found.takes_answers
    ):
        return _closed(found, token)
    before = answer_queries.latest_answer(session, found.invitation)
    if not found.takes_answers:
        return render_template("links/consultation_state.html", **_words(found, token, before))
    form = _form_on(found, before)
    if is_answered(form, lambda: _record(form, token)):
        return redirect(url_for("consultations.link", token=token, saved=1), 303)
    return open_page("links/consultation.html", form, **_words(found, token, before))


def _record(form: AnswerForm, token: str) -> None:
    link_operations.answer(session, token, form.said, form.known_version)
    session.flush()


def _closed(found: OpenedLink, token: str) -> ResponseReturnValue:
    words = {"school": found.consultation.school, "link": found.link}
    directors = directors_of(session, found.consultation.school_id)
    renew_url = url_for("consultations.renew", token=token)
    return closed_page(found.state, renew_url, directors=directors, **words)


def _form_on(found: OpenedLink, before: ConsultationAnswer | None) -> AnswerForm:
    items = pages.choices_of(found.consultation)
    if before is None or request.method == "POST":
        return answer_form(items, version=before.number if before else 0)
    said = pages.said_in(found.consultation, before)
    chosen = {ItemKind.MODULE: said.modules, ItemKind.TECHNOLOGY: said.technologies}
    boxes = {
        f"{kind.value}-{place}": str(item)
        for kind, numbers in chosen.items()
        for place, item in enumerate(numbers, start=1)
    }
    return answer_form(
        items,
        version=before.number,
        places=said.places,
        hires=said.hires,
        hiring_for=said.hiring_for,
        lacking=said.lacking,
        **boxes,
    )


def _words(found: OpenedLink, token: str, answer: ConsultationAnswer | None) -> dict[str, Any]:
    consultation = found.consultation
    return {
        "consultation": consultation,
        "link": found.link,
        "token": token,
        "answer": answer,
        "said": pages.said_in(consultation, answer) if answer else None,
        "words": pages.words_of(consultation),
        "saved": "saved" in request.args,
        "directors": directors_of(session, consultation.school_id),
    }


@blueprint.post("/link/consultation/<token>/renew")
@public
@csrf.exempt
def renew(token: str) -> ResponseReturnValue:
    """Send a new link to whoever had the expired one; the answer is always the same."""
    renewed = link_operations.renew(session, token, link_operations.ANSWER)
    if renewed is not None:
        found, secret = renewed
        recipient = link_operations.recipient_of_link(session, found)
        if secret is None:
            notices.tell_link_wanted(session, found.consultation, recipient.name)
        else:
            notices.question(found.consultation, recipient, secret).send(session)
    return redirect(url_for("consultations.link", token=token, asked=1), 303)
