"""Pages on which somebody comes to work for a contract, who may be known already."""

from collections.abc import Sequence

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.blueprint import blueprint
from school.clauses.hours.queries import contract_where
from school.clauses.models import Contract, Participant
from school.clauses.people import joining, operations
from school.clauses.people.forms import JoinForm, NewPersonForm
from school.clauses.people.joining import Answer
from school.clauses.people.views import PERSON, participant_seen
from school.clauses.policy import contract_spoken_for
from school.core.clock import today
from school.web.context import principal, session
from school.web.filters import day_short
from school.web.submit import submit

JOIN = "clauses/people/join.html"


@blueprint.route("/clauses/contracts/<reference>/participants/new", methods=["GET", "POST"])
@requires(Permission.DECLARE_HOURS)
def new_participant(reference: str) -> ResponseReturnValue:
    """Write down somebody who works for a contract, or find who is known already."""
    spoken = contract_spoken_for(principal, Permission.DECLARE_HOURS)
    contract = contract_where(session, spoken, reference)
    form = NewPersonForm()
    offered = _known_alike(form)
    form.offer([(one.reference, _said(one)) for one in offered])
    if request.method == "GET":
        return render_template(PERSON, form=form, contract=contract, participant=None)

    def action() -> str:
        return _joined(contract, form, Answer(offered, form.answer, form.confirmed.data))

    return submit(form, PERSON, action, contract=contract, participant=None)


def _known_alike(form: NewPersonForm) -> Sequence[Participant]:
    if not form.family_name.data:
        return ()
    return joining.known_alike(session, principal, form.facts())


def _joined(contract: Contract, form: NewPersonForm, answer: Answer) -> str:
    """Bring somebody on a contract; who is new is asked next why their hours count."""
    known = {one.reference for one in answer.offered}
    person = joining.join_or_add(session, principal.name, contract, form.facts(), answer, today())
    if person.reference in known:
        flash(_welcomed(contract), "success")
        return url_for("clauses.participant", reference=person.reference)
    flash(gettext("La personne est notée. Dites maintenant pourquoi ses heures comptent."))
    return url_for("clauses.new_eligibility", reference=person.reference)


@blueprint.route("/clauses/participants/<reference>/contracts", methods=["GET", "POST"])
@requires(Permission.DECLARE_HOURS)
def join_contract(reference: str) -> ResponseReturnValue:
    """Let somebody who is known already work for another contract too."""
    person = participant_seen(reference)
    offered = joining.contracts_to_join(session, principal, person)
    form, name = JoinForm(), operations.name_of(person)
    form.contract.choices = [(one.reference, one.name) for one in offered]
    words = {"participant": person, "name": name, "offered": offered}
    if request.method == "GET":
        return render_template(JOIN, form=form, **words)

    def action() -> str:
        chosen = next(one for one in offered if one.reference == form.contract.data)
        operations.engage(session, principal.name, chosen, person, today())
        flash(_welcomed(chosen), "success")
        return url_for("clauses.participant", reference=reference)

    return submit(form, JOIN, action, **words)


def _said(person: Participant) -> str:
    name = operations.name_of(person)
    if person.born_on is None:
        return f"{name} · {person.reference}"
    birth = gettext("naissance : %(day)s", day=day_short(person.born_on))
    return f"{name} · {birth} · {person.reference}"


def _welcomed(contract: Contract) -> str:
    return gettext(
        "La personne travaille maintenant aussi pour « %(contract)s » : ses heures ne comptent "
        "toujours qu’une fois.",
        contract=contract.name,
    )
