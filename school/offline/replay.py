"""Entries of phones, given to the same forms and operations as those of the pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import IO, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from flask import current_app, request
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import HTTPException

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import School
from school.core.clock import local_now
from school.core.errors import DomainError, NeedsConfirmation, NotFound, mark
from school.offline.file_operations import drop_own, whole_files
from school.offline.operations import Settled
from school.offline.rules import Entry, Outcome, stated_day
from school.web.forms import Form
from school.web.submit import REFUSALS, explain

NOT_YOURS = mark("Cette fiche n’existe pas, ou n’est pas de celles que vous voyez.")


@dataclass(frozen=True)
class Sent:
    """An entry as its kind reads it: the values and the query of the address, fields and files."""

    entry: Entry
    endpoint: str
    values: dict[str, Any]
    query: dict[str, str]
    files: tuple[FileStorage, ...] = ()

    @property
    def data(self) -> MultiDict[str, Any]:
        """The fields as a form reads them; the entry's number is that of the form."""
        fields: MultiDict[str, Any] = MultiDict(self.entry.fields)
        fields["submission"] = self.entry.uuid
        for file in self.files:
            fields.add(str(file.name), file)
        return fields

    @property
    def options(self) -> dict[str, Any]:
        """How to open a form on the entry: the outbox itself is what is protected."""
        return {"formdata": self.data, "meta": {"csrf": False}}

    def written_on(self, school: School) -> date:
        """Tell the day, where the school is, on which the phone noted the entry."""
        return stated_day(self.entry.saved_at, local_now(school.timezone))


class FormRefused(Exception):
    """What was typed does not pass the form: each field says why."""

    def __init__(self, form: Form) -> None:
        super().__init__("form")
        self.form = form


@dataclass(frozen=True)
class Kind:
    """A kind of entry: the pages whose form it is, who may send it, and what it does.

    `act` does what the page does and gives the address of the page that comes after; it raises
    `FormRefused` or what any operation raises.
    """

    endpoints: frozenset[str]
    permission: Permission
    act: Callable[[Session, Principal, Sent], str]


def replay(session: Session, principal: Principal, kind: Kind, entry: Entry) -> Settled:
    """Do what the page of an entry would have done; a refusal leaves nothing behind.

    Its files are dropped once it is accepted: the operation keeps what it needs of them. Those of
    a refused entry stay, for the one that will be sent in its place. Raises `FilesMissing`.
    """
    if not principal.may(kind.permission):
        return refusal(NotFound(NOT_YOURS))
    account_id = principal.account_id or 0
    try:
        sent = _sent(kind, entry)
        with whole_files(session, account_id, entry.files) as opened, session.begin_nested():
            location = kind.act(session, principal, replace(sent, files=_stored(entry, opened)))
            drop_own(session, account_id, [one.uuid for one in entry.files])
            session.flush()
    except FormRefused as refused:
        return Settled(Outcome.REFUSED, reasons=tuple(form_reasons(refused.form)))
    except NotFound:
        return refusal(NotFound(NOT_YOURS))
    except REFUSALS as error:
        return refusal(explain(error))
    return Settled(Outcome.ACCEPTED, location=location)


def checked(form: Form) -> None:
    """Let a form go on only if everything that was typed passes."""
    if not form.validate():
        raise FormRefused(form)


def refusal(error: DomainError) -> Settled:
    """Give a refusal in the reader's words, and whether to confirm is all that is missing."""
    words = gettext(error.message, **error.values)
    reason: dict[str, Any] = {"field": error.field, "words": words}
    if isinstance(error, NeedsConfirmation):
        reason["confirm"] = True
    return Settled(Outcome.REFUSED, reasons=(reason,))


def form_reasons(form: Form) -> list[dict[str, Any]]:
    """List what a form has against what was typed, with the name and label of each field."""
    general = [{"field": None, "words": str(words)} for words in form.general_errors]
    return general + [
        {"field": field.name, "label": str(field.label.text), "words": str(words)}
        for field in form
        for words in field.errors
    ]


def _stored(entry: Entry, opened: Sequence[IO[bytes]]) -> tuple[FileStorage, ...]:
    return tuple(
        FileStorage(stream, filename=one.name, name=one.field, content_type=one.media_type)
        for one, stream in zip(entry.files, opened, strict=True)
    )


def _sent(kind: Kind, entry: Entry) -> Sent:
    """Read the address of an entry; raises `NotFound` when it is not that of its kind."""
    try:
        parts = urlsplit(entry.target)
        path = unquote(parts.path).removeprefix(request.script_root)
        endpoint, values = current_app.url_map.bind("localhost").match(path, method="POST")
    except (ValueError, HTTPException) as error:
        raise NotFound(NOT_YOURS) from error
    if endpoint not in kind.endpoints or parts.netloc:
        raise NotFound(NOT_YOURS)
    return Sent(entry, endpoint, dict(values), dict(parse_qsl(parts.query)))
