"""Pages of posts: the list, one post, opening, changing, closing."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.accounts.queries import schools_where
from school.cohorts.forms import offer_one_of
from school.core.clock import today
from school.curriculum.queries import path_choices
from school.enterprises.queries import visible_enterprises
from school.placements.blueprint import blueprint
from school.placements.posts import labels, operations, policy, queries
from school.placements.posts.forms import PostForm, post_form
from school.placements.posts.models import Post
from school.placements.posts.queries import Filling, PostFilter
from school.placements.posts.rules import DutyDetails, PostDetails
from school.placements.proposals.labels import STATES
from school.placements.proposals.queries import proposals_of_post
from school.placements.views.hosts import host_choices, host_named, host_value
from school.web.context import principal, session
from school.web.filters import localised, title
from school.web.paging import page_number
from school.web.submit import submit

MAY = Permission.MANAGE_PLACEMENTS
FORM = "placements/posts/edit.html"


@blueprint.get("/posts")
@requires(Permission.SEE_ENTERPRISES)
def posts() -> ResponseReturnValue:
    """List the posts that enterprises offer, narrowed as the address says."""
    wanted = _wanted()
    page = queries.posts_page(session, principal, wanted, today(), page_number())
    return render_template(
        "placements/posts/index.html",
        page=page,
        wanted=wanted,
        filtered=wanted != PostFilter(),
        filling=queries.fillings(session, [one.id for one in page.items]),
        empty_filling=Filling(),
        words=labels,
        today=today(),
        enterprises=[(one.reference, one.name) for one in visible_enterprises(session, principal)],
        paths=[(one.reference, title(one)) for one in path_choices(session)],
    )


def _wanted() -> PostFilter:
    return PostFilter(
        enterprise=request.args.get("enterprise", ""),
        path=request.args.get("path", ""),
        closed=request.args.get("closed") == "yes",
    )


@blueprint.get("/posts/<reference>")
@requires(Permission.SEE_ENTERPRISES)
def post(reference: str) -> ResponseReturnValue:
    """Show a post with its duties, and who was proposed for it."""
    found = queries.post_by_reference(session, principal, reference)
    titles = {one.key: localised(one, "title") for one in queries.competencies_to_ask(session)}
    return render_template(
        "placements/posts/show.html",
        post=found,
        titles=titles,
        standing=labels.standing_of(found, _filling(found), today()),
        filling=labels.filling_words(found, _filling(found)),
        proposals=proposals_of_post(session, found, page_number()),
        states=STATES,
        manages=policy.manages(principal, found),
        is_open=found.closed_on is None and found.ends_on >= today(),
    )


def _filling(found: Post) -> Filling:
    return queries.fillings(session, [found.id]).get(found.id, Filling())


@blueprint.route("/posts/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_PLACEMENTS)
def new_post() -> ResponseReturnValue:
    """Write down a post that an enterprise offers."""
    form = _form()
    schools = schools_where(session, principal, MAY)
    offer_one_of(form.school, [(one.reference, one.name) for one in schools])
    if request.method == "GET":
        if reference := request.args.get("enterprise"):
            form.host.data = f"enterprise:{reference}"
        return render_template(FORM, form=form, post=None)

    def action() -> str:
        school = next(one for one in schools if one.reference == form.school.data)
        opened = operations.open_post(session, principal.name, school, _details(form))
        flash(gettext("Le poste est enregistré."), "success")
        return url_for("placements.post", reference=opened.reference)

    return submit(form, FORM, action, post=None)


@blueprint.route("/posts/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_PLACEMENTS)
def edit_post(reference: str) -> ResponseReturnValue:
    """Change what is stated of a post."""
    found = queries.post_by_reference(session, principal, reference, MAY)
    form = _form(found)
    del form.school
    if request.method == "GET":
        return render_template(FORM, form=form, post=found)

    def action() -> str:
        given, known = _details(form), form.known_version
        if operations.revise_post(session, principal.name, found, given, known):
            flash(gettext("Les liens de l’ancien tuteur ne servent plus : envoyez-en d’autres."))
        flash(gettext("Le poste est corrigé."), "success")
        return url_for("placements.post", reference=reference)

    return submit(form, FORM, action, post=found)


@blueprint.post("/posts/<reference>/close")
@requires(Permission.MANAGE_PLACEMENTS)
def close_post(reference: str) -> ResponseReturnValue:
    """Offer a post no more."""
    found = queries.post_by_reference(session, principal, reference, MAY)
    if operations.close_post(session, principal.name, found):
        flash(gettext("Le poste est fermé."), "success")
    return redirect(url_for("placements.post", reference=reference), 303)


def _form(found: Post | None = None) -> PostForm:
    duties = _duties(found) if found else ()
    asked = queries.competencies_to_ask(session)
    modules = {one.module: f"{one.module} · {localised(one, 'module')}" for one in asked}
    form = post_form(asked, duties)(**_stated(found))
    form.offer(
        host_choices(),
        [
            (site.reference, f"{site.enterprise.name} · {site.name}")
            for site in queries.sites_to_name(session, principal)
        ],
        [(one.reference, title(one)) for one in path_choices(session)],
        list(modules.items()),
    )
    return form


def _duties(found: Post) -> Sequence[DutyDetails]:
    return [DutyDetails(one.wording, one.keys) for one in found.duties]


def _stated(found: Post | None) -> dict[str, object]:
    if found is None:
        return {}
    return {
        "host": host_value(found.enterprise, found.tutor),
        "site": found.site.reference if found.site else "",
        "title": found.title,
        "path": found.path.reference,
        "module": found.module.reference if found.module else "",
        "department": found.department,
        "place": found.place,
        "starts_on": found.starts_on,
        "ends_on": found.ends_on,
        "weekly_hours": found.weekly_hours and found.weekly_hours.normalize(),
        "places": found.places,
        "version": found.version,
    }


def _details(form: PostForm) -> PostDetails:
    enterprise, tutor = host_named(form.host.data)
    site = queries.site_of(session, enterprise.id, form.site.data)
    module = form.module.data or None
    by_code = {one.reference: one.id for one in queries.modules_to_name(session)}
    return PostDetails(
        title=form.title.data,
        path_id=next(one.id for one in path_choices(session) if one.reference == form.path.data),
        module_id=by_code[module] if module else None,
        enterprise_id=enterprise.id,
        site_id=site.id if site else None,
        tutor_id=tutor.id if tutor else None,
        department=form.department.data
        or (site.department if site else None)
        or enterprise.department,
        place=form.place.data or (site.town if site else None),
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        weekly_hours=form.weekly_hours.data,
        places=form.places.data,
        duties=form.duties(),
    )
