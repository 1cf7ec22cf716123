"""« Renvoyez-moi mon lien »: for whoever lost the message, by the address that the school has."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.access.guard import public
from school.placements.agreements import link_operations, notices
from school.placements.agreements.forms import AskAgainForm
from school.placements.blueprint import blueprint
from school.web import csrf
from school.web.context import session


@blueprint.route("/link/agreements/again", methods=["GET", "POST"])
@public
@csrf.exempt
def agreements_again() -> ResponseReturnValue:
    """Send somebody the links of the agreements that wait for them; the answer never differs."""
    form = AskAgainForm()
    if request.method == "POST" and form.validate():
        for sent in link_operations.send_to(session, form.address.data):
            notices.deliver(session, sent)
        return redirect(url_for("placements.agreements_again", asked=1), 303)
    page = render_template("links/agreements_again.html", form=form, asked="asked" in request.args)
    return page, 422 if request.method == "POST" else 200
