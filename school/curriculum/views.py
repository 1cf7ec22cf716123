"""Pages of the curriculum: paths, modules, practical tasks and their thresholds."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.curriculum import change_pages, queries, version_queries
from school.curriculum.change_labels import HOW, HOW_KINDS, KINDS
from school.curriculum.lesson_lists import lessons_of
from school.curriculum.rule_queries import gates_of_task, measures_of_task
from school.curriculum.wording import bound_words, plausible_words
from school.web.context import principal, session
from school.web.template_words import language

blueprint = Blueprint("curriculum", __name__)


@blueprint.get("/curriculum")
@requires(Permission.SEE_CURRICULUM)
def index() -> ResponseReturnValue:
    """List the training paths with their modules."""
    return render_template("curriculum/index.html", paths=queries.all_paths(session))


@blueprint.get("/curriculum/paths/<reference>")
@requires(Permission.SEE_CURRICULUM)
def path(reference: str) -> ResponseReturnValue:
    """Show a path: its modules in order, with their weeks and hours."""
    return render_template(
        "curriculum/path.html", path=queries.path_by_reference(session, reference)
    )


@blueprint.get("/curriculum/modules/<reference>")
@requires(Permission.SEE_CURRICULUM)
def module(reference: str) -> ResponseReturnValue:
    """Show a module: its lessons and practical tasks in order, and the paths that hold it."""
    found = queries.module_by_reference(session, reference)
    paths = queries.paths_of(session, found)
    return render_template(
        "curriculum/module.html",
        module=found,
        paths=paths,
        lessons=lessons_of(session, principal, found),
    )


@blueprint.get("/curriculum/tasks/<reference>")
@requires(Permission.SEE_CURRICULUM)
def task(reference: str) -> ResponseReturnValue:
    """Show a practical task: what to do, how to stay safe, and the thresholds with their source."""
    found = queries.task_by_reference(session, reference)
    measures = measures_of_task(session, None, found)
    return render_template(
        "curriculum/task.html",
        task=found,
        gates=gates_of_task(session, measures, None, found),
        measures=measures,
        modules=queries.modules_of(session, found),
        bound=bound_words,
        plausible=plausible_words,
    )


@blueprint.get("/curriculum/versions")
@requires(Permission.SEE_CURRICULUM)
def versions() -> ResponseReturnValue:
    """List the versions of curricula that are loaded, the newest first."""
    found = version_queries.all_versions(session)
    return render_template(
        "curriculum/versions.html",
        versions=[(one, change_pages.previous_of(found, one)) for one in found],
    )


@blueprint.get("/curriculum/versions/<code>/<version>")
@requires(Permission.SEE_CURRICULUM)
def changes(code: str, version: str) -> ResponseReturnValue:
    """Show what changed in a version since the one before, or since the one that is asked for."""
    newer = version_queries.version_named(session, code, version)
    earlier = change_pages.previous_of(version_queries.all_versions(session), newer)
    since = request.args.get("since") or (earlier[0].version if earlier else newer.version)
    older = version_queries.version_named(session, code, since)
    return render_template(
        "curriculum/changes.html",
        newer=newer,
        older=older,
        earlier=earlier,
        pages=change_pages,
        language=language(),
        words={"kinds": KINDS, "how": HOW, "how_kinds": HOW_KINDS},
    )
