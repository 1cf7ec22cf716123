"""Pages of keys: the list, a new one, one of them, its events, and its trace to be read."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.practicals.blueprint import blueprint
from school.practicals.equipment_queries import schools_to_equip
from school.practicals.readings import actions, pages, queries
from school.practicals.readings.documents import trace_paper
from school.practicals.readings.forms import NewKeyForm
from school.web.context import principal, session
from school.web.paging import page_number
from school.web.submit import submit


@blueprint.get("/keys")
@requires(Permission.ASSESS_PRACTICALS)
def keys() -> ResponseReturnValue:
    """List the keys of one's schools, those in use first."""
    return render_template(
        "practicals/keys.html", **pages.list_page(session, principal, page_number())
    )


@blueprint.route("/keys/new", methods=["GET", "POST"])
@requires(Permission.ASSESS_PRACTICALS)
def new_key() -> ResponseReturnValue:
    """Keep a trace that apprentices will read."""
    schools = schools_to_equip(session, principal)
    form = NewKeyForm()
    form.offer_schools(schools)
    if request.method == "GET":
        return render_template("practicals/key_new.html", form=form)
    return submit(
        form,
        "practicals/key_new.html",
        lambda: actions.add(session, principal, schools, form),
    )


@blueprint.get("/keys/<reference>")
@requires(Permission.ASSESS_PRACTICALS)
def key(reference: str) -> ResponseReturnValue:
    """Show a key: its events, its curve, and who stated them."""
    found = queries.key_by_reference(session, principal, reference)
    return render_template("practicals/key.html", **pages.key_page(session, found))


@blueprint.route("/keys/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.ASSESS_PRACTICALS)
def edit_key(reference: str) -> ResponseReturnValue:
    """State the events of a key, which the trace proposes at first; more rows may be asked for."""
    found = queries.key_by_reference(session, principal, reference)
    form, context = pages.edited_key(session, found, more=bool(request.form.get("more")))
    if request.method == "GET" or form.more.data:
        return render_template("practicals/key_form.html", form=form, **context)
    return submit(
        form,
        "practicals/key_form.html",
        lambda: actions.state(session, principal, found, form),
        **context,
    )


@blueprint.get("/keys/<reference>/trace")
@requires(Permission.ASSESS_PRACTICALS)
def key_trace(reference: str) -> ResponseReturnValue:
    """Show the trace of a key without its events, for apprentices to read."""
    found = queries.key_by_reference(session, principal, reference)
    part = request.args.get("part")
    return render_template("practicals/key_trace.html", **pages.trace_page(session, found, part))


@blueprint.get("/keys/<reference>/trace.pdf")
@requires(Permission.ASSESS_PRACTICALS)
def key_paper(reference: str) -> ResponseReturnValue:
    """Give the trace of a key on paper, without its events, with a table to fill in."""
    found = queries.key_by_reference(session, principal, reference)
    trace = pages.trace_of(session, found)
    paper = trace_paper(trace, found.title, found.school.name)
    safe = "".join(one if one.isascii() and one.isalnum() else "-" for one in reference)
    headers = {"Content-Disposition": f'inline; filename="courbe-{safe}.pdf"'}
    return Response(paper, mimetype="application/pdf", headers=headers)
