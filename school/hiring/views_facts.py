"""What the pages of offers, hires and situations share."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.permissions import Permission
from school.cohorts.models import Trainee
from school.cohorts.queries import trainee_by_reference
from school.cohorts.trainee_queries import TraineeFilter, trainee_list
from school.core.clock import today
from school.enterprises.models import Enterprise
from school.enterprises.queries import visible_enterprises
from school.hiring import operations, queries
from school.hiring.forms import HireForm, OfferForm, SituationForm
from school.hiring.labels import described
from school.hiring.operations import version_of
from school.hiring.queries import Fact, FactFilter
from school.hiring.report.descriptions import story_of
from school.web.context import principal, session
from school.web.logs import personal_data_seen
from school.web.paging import page_number
from school.web.submit import submit

MAY = Permission.MANAGE_HIRING_FACTS
FactForm = OfferForm | HireForm | SituationForm
Kinds = Mapping[str, type[StrEnum] | Mapping[str, bool]]

YES_OR_NO = {"yes": True, "no": False}


def wanted_facts(kinds: Kinds) -> FactFilter:
    """Read from the address what a list is narrowed to; anything unknown is no filter."""
    values: dict[str, StrEnum | bool] = {}
    for name, kind in kinds.items():
        answers = kind if isinstance(kind, Mapping) else {one.value: one for one in kind}
        if request.args.get(name) in answers:
            values[name] = answers[request.args[name]]
    return FactFilter(request.args.get("name", "").strip(), values)


def list_page(model: type[Fact], template: str, kinds: Kinds, **words: Any) -> ResponseReturnValue:
    """Show one page of a list of facts, as they are known today."""
    wanted = wanted_facts(kinds)
    page = queries.facts_page(session, principal, model, wanted, today(), page_number())
    return render_template(template, page=page, filtered=wanted.is_set, **words)


def fact_page(
    model: type[Fact], kind: str, reference: str, template: str, **words: Any
) -> ResponseReturnValue:
    """Show a fact as it is known, and how it came to be known."""
    rows = queries.history(session, principal, model, reference)
    personal_data_seen(kind, reference, principal.account_id)
    fact = rows[-1]
    return render_template(template, fact=fact, said=described(fact), story=story_of(rows), **words)


def asked_trainee() -> Trainee | None:
    """Find the person that the address names, if it names one."""
    reference = request.args.get("trainee")
    return trainee_by_reference(session, principal, reference, MAY) if reference else None


def choose_person(endpoint: str, title: str) -> ResponseReturnValue:
    """Let the director find the person a fact is about."""
    text = request.args.get("name", "").strip()
    found = trainee_list(session, principal, TraineeFilter(text=text), page_number())
    return render_template(
        "hiring/facts/choose_person.html", endpoint=endpoint, title=title, text=text, found=found
    )


def partners() -> list[Enterprise]:
    """List the enterprises that may be chosen."""
    return visible_enterprises(session, principal, MAY)


def state(
    model: type[Fact], form: FactForm, trainee: Trainee, template: str, endpoint: str, **words: Any
) -> ResponseReturnValue:
    """Record a new fact about a person from its form."""
    if request.method == "GET":
        return render_template(template, form=form, trainee=trainee, fact=None, **words)

    def action() -> str:
        fact = operations.state_fact(session, principal, model, trainee, form.facts)
        flash(gettext("C’est enregistré."), "success")
        return url_for(endpoint, reference=fact.reference)

    return submit(form, template, action, trainee=trainee, fact=None, **words)


def correct(
    model: type[Fact], reference: str, make: Callable[[Fact], FactForm], template: str, page: str
) -> ResponseReturnValue:
    """Correct a fact from its form, filled with what is known."""
    rows = queries.history(session, principal, model, reference, MAY)
    fact = rows[-1]
    form = make(fact)
    words = {"trainee": fact.trainee, "fact": fact}
    if request.method == "GET":
        form.version.data = str(version_of(fact))
        return render_template(template, form=form, **words)

    def action() -> str:
        changed = operations.correct_fact(session, principal, rows, form.facts, form.known_version)
        said = gettext("La correction est enregistrée.") if changed else gettext("Rien à corriger.")
        flash(said, "success")
        return url_for(page, reference=reference)

    return submit(form, template, action, **words)
