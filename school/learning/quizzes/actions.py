"""From a form to what it does: the same for a page and for what a telephone kept."""

from collections.abc import Mapping
from typing import Any

from flask import current_app, flash, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.core.clock import now
from school.learning.quizzes.forms import AttemptForm, attempt_form, sent_number
from school.learning.quizzes.operations import Sent, draw_for, submit_attempt
from school.learning.quizzes.page_stamp import stamp, stamped_at
from school.learning.quizzes.rules import Purpose, read_instant
from school.learning.quizzes.targets import QuizTarget
from school.web.filters import number


def form_of(
    target: QuizTarget, fields: Mapping[str, str] | None = None, **options: Any
) -> AttemptForm:
    """Make the form of the next attempt, or of the one that sent fields name.

    A number that cannot be is shown as the next attempt: the operation refuses it.
    """
    wanted = sent_number(fields.get("number")) if fields else 0
    shown = wanted if 0 < wanted <= target.taken else target.taken + 1
    drawn = draw_for(target, shown, secret())
    hidden = {
        "purpose": target.purpose.value,
        "quiz": target.quiz,
        "number": str(shown),
        "edition": target.version.version,
        "draw": drawn.fingerprint,
        "shown": stamp(target, shown, secret(), now()),
    }
    return attempt_form(drawn, hidden, **options)


def take(session: Session, principal: Principal, target: QuizTarget, form: AttemptForm) -> str:
    """Keep the attempt of a valid form and give the page of its result."""
    sent = Sent(
        number=form.attempt_number,
        version=str(form.edition.data),
        fingerprint=str(form.draw.data),
        answers=form.answers(),
        client_uuid=form.submission_key,
        answered_at=read_instant(form.answered_at.data),
        shown_at=stamped_at(target, form.attempt_number, secret(), str(form.shown.data)),
    )
    attempt = submit_attempt(session, principal, target, sent, key=secret(), now=now())
    flash(_words(target.purpose, number(attempt.mark, 0)), "success")
    return url_for("quizzes.result", reference=attempt.reference)


def secret() -> str:
    """Give the installation's secret, from which draws follow."""
    return str(current_app.config["SECRET_KEY"])


def _words(purpose: Purpose, mark: str) -> str:
    if purpose is Purpose.PRACTICE:
        return gettext("Entraînement terminé : %(mark)s %%.", mark=mark)
    return gettext("Vos réponses sont enregistrées : %(mark)s %%.", mark=mark)
