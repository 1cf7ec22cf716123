"""Pages by which a director brings records in, and takes the school's away."""

from pathlib import Path, PurePath
from tempfile import TemporaryFile
from typing import IO, Any, cast

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.core import submissions
from school.core.clock import today
from school.core.database import snapshot
from school.exchange import exporting, intake, uploads
from school.exchange.bundle import SPECS
from school.exchange.forms import UploadForm
from school.exchange.intake import Importer
from school.exchange.labels import TABLES, said, table_label
from school.exchange.policy import exported_to
from school.exchange.specs import TableSpec
from school.exchange.uploads import Upload
from school.web import downloads
from school.web.context import database, principal, session
from school.web.forms import Form
from school.web.logs import personal_data_seen
from school.web.submit import submit

blueprint = Blueprint("exchange", __name__)

FORMATS = {
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@blueprint.route("/exchange", methods=["GET", "POST"])
@requires(Permission.EXCHANGE_RECORDS)
def upload() -> ResponseReturnValue:
    """Take a file in to try it out, and offer the school's own for download."""
    form = UploadForm()
    if not form.is_submitted():
        return render_template("exchange/upload.html", form=form, specs=_specs())

    def action() -> str:
        sent = form.file.data
        owner, name = principal.account_id or 0, PurePath(sent.filename).name
        kept = uploads.keep(uploads_folder(), owner, name, sent.stream)
        intake.receive(session, kept, _importer())
        return url_for("exchange.preview", key=kept.key)

    return submit(form, "exchange/upload.html", action, specs=_specs())


@blueprint.get("/exchange/<key>")
@requires(Permission.EXCHANGE_RECORDS)
def preview(key: str) -> ResponseReturnValue:
    """Show what an upload would change and what is wrong in it."""
    kept = uploads.find(uploads_folder(), principal.account_id, key)
    return render_template("exchange/preview.html", form=Form(), **_words_of(kept))


@blueprint.post("/exchange/<key>/confirm")
@requires(Permission.EXCHANGE_RECORDS)
def confirm(key: str) -> ResponseReturnValue:
    """Import an upload as it was shown."""
    form = Form()
    if location := submissions.earlier_location(session, form.submission_key):
        return redirect(location, 303)
    kept = uploads.find(uploads_folder(), principal.account_id, key)

    def action() -> str:
        intake.confirm(session, kept, _importer())
        flash(_done(kept), "success")
        return url_for("exchange.upload")

    answer = make_response(submit(form, "exchange/preview.html", action, **_words_of(kept)))
    if answer.status_code == 303:
        # When the answer has left, and with it the commit: a refused commit keeps the file.
        answer.call_on_close(kept.drop)
    return answer


@blueprint.post("/exchange/<key>/cancel")
@requires(Permission.EXCHANGE_RECORDS)
def cancel(key: str) -> ResponseReturnValue:
    """Forget an upload."""
    uploads.find(uploads_folder(), principal.account_id, key).drop()
    flash(gettext("Le fichier est oublié ; rien n’a été importé."), "info")
    return redirect(url_for("exchange.upload"), 303)


@blueprint.get("/exchange/download")
@requires(Permission.EXCHANGE_RECORDS)
def download() -> ResponseReturnValue:
    """Give the records of the person's schools as one file."""
    form = request.args.get("form", "zip")
    if form not in FORMATS:
        abort(404)
    stream = cast(IO[bytes], TemporaryFile())  # noqa: SIM115 - closed with the answer
    with database().reading() as reading:
        snapshot(reading)
        export = exporting.Export(reading, exported_to(principal))
        exporting.WRITERS[f".{form}"](export, stream)
    stream.seek(0)
    personal_data_seen("bundle", form, principal.account_id)
    name = f"epissure-{today().isoformat()}.{form}"
    return downloads.download(stream, FORMATS[form], name)


def _importer() -> Importer:
    return intake.importer(session, principal, today=today())


def uploads_folder() -> Path:
    """Give the folder in which uploads wait for their owners."""
    instance: Path = current_app.config["SETTINGS"].instance
    return instance / "uploads"


def _specs() -> list[tuple[str, TableSpec]]:
    return [(table_label(spec.name), spec) for spec in SPECS if spec.name in TABLES]


def _words_of(kept: Upload) -> dict[str, Any]:
    count = kept.preview.total_changes if kept.preview else 0
    return {
        "upload": kept,
        "confirm_url": url_for("exchange.confirm", key=kept.key),
        "cancel_url": url_for("exchange.cancel", key=kept.key),
        "confirm": ngettext("Importer %(num)s fiche", "Importer %(num)s fiches", count),
        "nothing": gettext(
            "Toutes ses lignes sont déjà dans les fiches de l’école, telles quelles."
        ),
        "leave": gettext("Revenir à l’échange de fiches"),
        "table_label": table_label,
        "said": said,
        "shown_findings": uploads.SHOWN_FINDINGS,
    }


def _done(kept: Upload) -> str:
    count = kept.preview.total_changes if kept.preview else 0
    words: str = ngettext("%(num)s fiche est importée.", "%(num)s fiches sont importées.", count)
    return words
