"""Entries of phones, given to the same forms and operations as those of the pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from flask import current_app, request
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from school.access.permissions import Permission
from school.access.principal import Principal
from school.core.errors import DomainError, NotFound, mark
from school.offline.operations import Settled
from school.offline.rules import Entry, Outcome
from school.web.forms import Form
from school.web.submit import REFUSALS, explain

NOT_YOURS = mark("Cette fiche n’existe pas, ou n’est pas de celles que vous voyez.")


@dataclass(frozen=True)
class Sent:
    """An entry as its kind reads it: the values and the query of the address, and the fields."""

    entry: Entry
    endpoint: str
    values: dict[str, Any]
    query: dict[str, str]

    @property
    def data(self) -> MultiDict[str, str]:
        """The fields as a form reads them; the entry's number is that of the form."""
        fields = MultiDict(list(self.entry.fields))
        fields["submission"] = self.entry.uuid
        return fields

    @property
    def options(self) -> dict[str, Any]:
        """How to open a form on the entry: the outbox itself is what is protected."""
        return {"formdata": self.data, "meta": {"csrf": False}}


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
    """Do what the page of an entry would have done; a refusal leaves nothing behind."""
    if not principal.may(kind.permission):
        return refusal(NotFound(NOT_YOURS))
    try:
        with session.begin_nested():
            location = kind.act(session, principal, _sent(kind, entry))
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
    """Give a refusal in the reader's words."""
    words = gettext(error.message, **error.values)
    return Settled(Outcome.REFUSED, reasons=({"field": error.field, "words": words},))


def form_reasons(form: Form) -> list[dict[str, Any]]:
    """List what a form has against what was typed, with the name and label of each field."""
    general = [{"field": None, "words": str(words)} for words in form.general_errors]
    return general + [
        {"field": field.name, "label": str(field.label.text), "words": str(words)}
        for field in form
        for words in field.errors
    ]


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
