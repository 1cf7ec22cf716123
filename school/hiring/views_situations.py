"""Pages of situations other than work under a contract."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import today
from school.hiring import labels, views_facts
from school.hiring.blueprint import blueprint
from school.hiring.follow_up import labels as follow_up_labels
from school.hiring.follow_up.queries import situation_check
from school.hiring.follow_up.situation_check_operations import is_to_show
from school.hiring.forms import SituationForm
from school.hiring.models import Situation
from school.hiring.rules import Evidence, SituationKind
from school.web.context import session

FORM = "hiring/facts/situation_form.html"
KINDS: views_facts.Kinds = {"situation": SituationKind, "evidence": Evidence}


@blueprint.get("/situations")
@requires(Permission.SEE_HIRING_FACTS)
def situations() -> ResponseReturnValue:
    """List the situations known today."""
    return views_facts.list_page(Situation, "hiring/facts/situations.html", KINDS, labels=labels)


@blueprint.get("/situations/<reference>")
@requires(Permission.SEE_HIRING_FACTS)
def situation(reference: str) -> ResponseReturnValue:
    """Show a situation and its corrections."""
    return views_facts.fact_page(
        Situation,
        "situation",
        reference,
        "hiring/facts/situation.html",
        labels=labels,
        check=situation_check(session, reference),
        words=follow_up_labels,
        is_to_show=is_to_show,
    )


@blueprint.route("/situations/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_HIRING_FACTS)
def new_situation() -> ResponseReturnValue:
    """Record what a person was found to do; the person is chosen first."""
    trainee = views_facts.asked_trainee()
    if trainee is None:
        return views_facts.choose_person(
            "hiring.new_situation", gettext("De qui avez-vous des nouvelles ?")
        )
    form = SituationForm(observed_on=today())
    return views_facts.state(Situation, form, trainee, FORM, "hiring.situation")


@blueprint.route("/situations/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_HIRING_FACTS)
def edit_situation(reference: str) -> ResponseReturnValue:
    """Correct a situation."""
    return views_facts.correct(Situation, reference, _form_on, FORM, "hiring.situation")


def _form_on(known: Situation) -> SituationForm:
    form = SituationForm()
    if not form.is_submitted():
        form.show(known)
    return form
