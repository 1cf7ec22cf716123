"""The persons behind each figure, on a page and as a file; never for the ministry."""

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.hiring.blueprint import blueprint
from school.hiring.indicators.persons import everybody_behind, facts_of, persons_behind
from school.hiring.report import labels as report_labels
from school.hiring.report.person_files import persons_as_csv
from school.hiring.report.person_filters import AskedPersons, asked_persons
from school.hiring.report.persons import explain
from school.hiring.report.queries import schools_counted
from school.web.context import principal, session
from school.web.logs import personal_data_seen
from school.web.paging import page_number

PERSONS = Permission.SEE_PERSONS_BEHIND_FIGURES


@blueprint.get("/report/persons")
@requires(PERSONS)
def persons() -> ResponseReturnValue:
    """List the persons behind a figure, each with the rule and the facts that decide."""
    asked = _asked()
    options, measure = asked.options, asked.measure
    page = persons_behind(
        session, asked.scope, options, measure, asked.group, page_number(), asked.wanted
    )
    facts = facts_of(session, page.items, options, measure)
    people = [explain(one, facts[one.trainee_id], options, measure) for one in page.items]
    shown = {"page": page, "people": people, "asked": asked}
    return render_template("hiring/report_persons.html", labels=report_labels, **shown)


@blueprint.get("/report/persons.csv")
@requires(PERSONS)
def persons_csv() -> ResponseReturnValue:
    """Send the persons behind a figure as a file for spreadsheets, with what decides."""
    asked = _asked()
    options, measure = asked.options, asked.measure
    people = everybody_behind(session, asked.scope, options, measure, asked.group, asked.wanted)
    explained = [
        explain(one, facts[one.trainee_id], options, measure)
        for several in people
        for facts in [facts_of(session, several, options, measure)]
        for one in several
    ]
    personal_data_seen("persons_behind", measure, principal.account_id)
    headers = {"Content-Disposition": f'attachment; filename="{asked.file_name}"'}
    return Response(persons_as_csv(explained, asked), mimetype="text/csv", headers=headers)


def _asked() -> AskedPersons:
    asked = asked_persons(schools_counted(session, principal, PERSONS), request.args)
    return asked or abort(400)
