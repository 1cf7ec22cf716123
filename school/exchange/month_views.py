"""Pages by which an officer brings in the hours of a month: a file, its preview, its import."""

from pathlib import PurePath
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.hours import queries
from school.clauses.hours.views import asked_lot, month_url
from school.clauses.labels import BUCKETS, FORMS
from school.clauses.policy import contract_spoken_for, participant_visible_to
from school.core import submissions
from school.core.clock import today
from school.exchange import intake, month_files, month_hours, uploads
from school.exchange.forms import UploadForm
from school.exchange.intake import Importer
from school.exchange.labels import MONTH_COLUMNS, said
from school.exchange.month_hours import Month
from school.exchange.uploads import Upload
from school.exchange.views import FORMATS, uploads_folder
from school.web.context import principal, session
from school.web.downloads import download
from school.web.forms import Form
from school.web.logs import personal_data_seen
from school.web.submit import submit

blueprint = Blueprint("month_hours", __name__)

UPLOAD, PREVIEW = "exchange/month_upload.html", "exchange/month_preview.html"
ADDRESS = "/clauses/contracts/<reference>/hours/<month>/import"


@blueprint.route(ADDRESS, methods=["GET", "POST"])
@requires(Permission.DECLARE_HOURS)
def upload(reference: str, month: str) -> ResponseReturnValue:
    """Take the hours of a month in, to try them out."""
    form, about = UploadForm(), _month(reference, month)
    if not form.is_submitted():
        return render_template(UPLOAD, form=form, **_words(about))

    def action() -> str:
        sent, owner = form.file.data, principal.account_id or 0
        name = PurePath(sent.filename).name
        kept = uploads.keep(uploads_folder(), owner, name, sent.stream, about.about)
        intake.receive(session, kept, _importer(about))
        return _url("preview", about, key=kept.key)

    return submit(form, UPLOAD, action, **_words(about))


@blueprint.get(f"{ADDRESS}/sheet")
@requires(Permission.DECLARE_HOURS)
def sheet(reference: str, month: str) -> ResponseReturnValue:
    """Give the workbook to fill in: the people of the month, and what is declared already."""
    about = _month(reference, month)
    personal_data_seen("hours", f"{reference} {month}", principal.account_id)
    stream = month_files.sheet_to_fill(session, about, today())
    return download(stream, FORMATS["xlsx"], f"heures-{reference}-{month}.xlsx")


@blueprint.get(f"{ADDRESS}/<key>")
@requires(Permission.DECLARE_HOURS)
def preview(reference: str, month: str, key: str) -> ResponseReturnValue:
    """Show what a file of hours would change and what is wrong in it."""
    about = _month(reference, month)
    return render_template(PREVIEW, form=Form(), **_words(about, _kept(about, key)))


@blueprint.post(f"{ADDRESS}/<key>/confirm")
@requires(Permission.DECLARE_HOURS)
def confirm(reference: str, month: str, key: str) -> ResponseReturnValue:
    """Import a file of hours as it was shown."""
    form, about = Form(), _month(reference, month)
    if location := submissions.earlier_location(session, form.submission_key):
        return redirect(location, 303)
    kept = _kept(about, key)

    def action() -> str:
        intake.confirm(session, kept, _importer(about))
        flash(_done(kept), "success")
        return month_url(reference, month, about.lot)

    answer = make_response(submit(form, PREVIEW, action, **_words(about, kept)))
    if answer.status_code == 303:
        answer.call_on_close(kept.drop)
    return answer


@blueprint.post(f"{ADDRESS}/<key>/cancel")
@requires(Permission.DECLARE_HOURS)
def cancel(reference: str, month: str, key: str) -> ResponseReturnValue:
    """Forget a file of hours."""
    about = _month(reference, month)
    _kept(about, key).drop()
    flash(gettext("Le fichier est oublié ; rien n’a été importé."), "info")
    return redirect(_url("upload", about), 303)


def _month(reference: str, month: str) -> Month:
    spoken = contract_spoken_for(principal, Permission.DECLARE_HOURS)
    contract = queries.contract_where(session, spoken, reference)
    queries.check_month(contract, month, today())
    asked = asked_lot(contract)
    lot = queries.check_lot(queries.lots_of(session, contract), asked.name, asked.bucket)
    return Month(contract, month, lot, participant_visible_to(principal))


def _kept(about: Month, key: str) -> Upload:
    return uploads.find(uploads_folder(), principal.account_id, key, about.about)


def _importer(about: Month) -> Importer:
    return month_hours.importer(session, principal.name, about, today=today())


def _url(endpoint: str, about: Month, **values: Any) -> str:
    return url_for(
        f"month_hours.{endpoint}",
        reference=about.contract.reference,
        month=about.month,
        lot=about.lot.name,
        bucket=about.lot.bucket.value,
        **values,
    )


def _words(about: Month, kept: Upload | None = None) -> dict[str, Any]:
    address = month_url(about.contract.reference, about.month, about.lot)
    words = {"about": about, "back": address, "upload_url": _url("upload", about), "said": said}
    if kept is None:
        return {
            **words,
            "buckets": BUCKETS,
            "columns": MONTH_COLUMNS,
            "choices_of": {"form": FORMS, "bucket": BUCKETS},
            "sheet_url": _url("sheet", about),
        }
    count = kept.preview.total_changes if kept.preview else 0
    return {
        **words,
        "upload": kept,
        "confirm": ngettext("Déclarer %(num)s jour", "Déclarer %(num)s jours", count),
        "nothing": gettext("Toutes ses heures sont déjà déclarées, telles quelles."),
        "leave": gettext("Choisir un autre fichier"),
        "table_label": lambda name: gettext("Heures du mois"),
        "shown_findings": uploads.SHOWN_FINDINGS,
        "confirm_url": _url("confirm", about, key=kept.key),
        "cancel_url": _url("cancel", about, key=kept.key),
    }


def _done(kept: Upload) -> str:
    count = kept.preview.total_changes if kept.preview else 0
    words: str = ngettext("%(num)s jour est déclaré.", "%(num)s jours sont déclarés.", count)
    return words
