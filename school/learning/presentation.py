"""A lesson in the reader's language: its body as a page shows it, and the words it uses."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from flask import url_for
from flask_babel import gettext, lazy_gettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from school.curriculum.figures import Drawing
from school.curriculum.lesson_models import Figure, Lesson, Term
from school.curriculum.pack.markdown import names_in
from school.curriculum.rendering import LessonWords, TermWords, render_body
from school.learning.queries import figures_named, sizes_of_files, terms_named
from school.web.filters import localised, number
from school.web.template_words import language

CALLOUTS = {
    "safety": lazy_gettext("Sécurité"),
    "example": lazy_gettext("Exemple"),
    "note": lazy_gettext("À noter"),
    "remember": lazy_gettext("À retenir"),
    "school": lazy_gettext("Fixé par l’école"),
}


@dataclass(frozen=True)
class Attachment:
    """A file to keep or a film elsewhere: its title, address and size, told before it is spent.

    A file has its name, a film the host that it is on.
    """

    title: str
    address: str
    name: str
    size: str


@dataclass(frozen=True)
class LessonPage:
    """What a page shows of a lesson."""

    body: Markup
    objectives: list[str]
    terms: list[Term]
    downloads: list[Attachment]
    videos: list[Attachment]


def present(session: Session, lesson: Lesson) -> LessonPage:
    """Render a lesson in the reader's language, with the figures and words of its version."""
    text = localised(lesson, "body")
    names = names_in(text)
    terms = terms_named(session, lesson.version_id, sorted(names.terms))
    figures = figures_named(session, lesson.version_id, sorted(names.figures))
    words = LessonWords(
        terms={term.reference: _term(term) for term in terms},
        figures={figure.reference: _drawing(figure) for figure in figures},
        callouts={kind: str(name) for kind, name in CALLOUTS.items()},
        table=gettext("Tableau"),
    )
    objectives = lesson.objectives_en if language() == "en" else lesson.objectives_fr
    return LessonPage(
        render_body(text, words),
        objectives,
        _in_order(terms, list(names.terms)),
        _downloads(session, lesson),
        [_video(one) for one in lesson.videos],
    )


def _downloads(session: Session, lesson: Lesson) -> list[Attachment]:
    sizes = sizes_of_files(session, lesson) if lesson.downloads else {}
    return [
        Attachment(
            title=str(one["title"][language()]),
            address=url_for("learning.lesson_file", reference=lesson.reference, name=one["file"]),
            name=str(one["file"]),
            size=_size(sizes[one["file"]]),
        )
        for one in lesson.downloads
        if one["file"] in sizes
    ]


def _video(one: Mapping[str, Any]) -> Attachment:
    host = urlsplit(str(one["url"])).hostname or ""
    size = gettext("%(number)s Mo", number=number(Decimal(str(one["megabytes"]))))
    return Attachment(str(one["title"][language()]), str(one["url"]), host, size)


def _size(octets: int) -> str:
    if octets < 1000:
        return gettext("%(number)s octets", number=number(octets))
    return gettext("%(number)s ko", number=number(round(octets / 1000)))


def _in_order(terms: list[Term], codes: list[str]) -> list[Term]:
    return sorted(terms, key=lambda term: codes.index(term.reference))


def _term(term: Term) -> TermWords:
    address = url_for("learning.glossary", _anchor=term.reference)
    return TermWords(localised(term, "title"), localised(term, "definition"), address)


def _drawing(figure: Figure) -> Drawing:
    return Drawing(
        title=localised(figure, "title"),
        description=localised(figure, "description"),
        labels=figure.labels_en if language() == "en" else figure.labels_fr,
        svg=figure.drawing,
    )
