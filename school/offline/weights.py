"""What a module weighs on the line, told before a phone takes it along."""

from typing import Any

from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.curriculum.models import Module
from school.curriculum.pack.markdown import names_in
from school.learning import queries
from school.web.filters import localised
from school.web.template_addresses import address

PAGE_BYTES = 6_000
"""What a page weighs on the line beside its lesson: navigation, words, links."""

QUIZ_BYTES = 12_000
"""What the page of an attempt weighs on the line, with twenty questions."""

COMPRESSED = 0.45
"""How much of a lesson's text and drawings is left once compressed."""


def module_pages(session: Session, principal: Principal, module: Module) -> list[dict[str, Any]]:
    """List the pages of a module in order: address, title and bytes to expect, compressed."""
    lessons = queries.lessons_with_bodies(session, principal, module)
    names = {lesson.reference: names_in(localised(lesson, "body")).figures for lesson in lessons}
    wanted = sorted({name for one in names.values() for name in one})
    versions = {lesson.version_id for lesson in lessons}
    drawings = {
        figure.reference: len(figure.drawing)
        for version in versions
        for figure in queries.figures_named(session, version, wanted)
    }
    pages = [{"url": address("curriculum.module", reference=module.reference), "bytes": PAGE_BYTES}]
    for lesson in lessons:
        text = len(localised(lesson, "body").encode())
        drawn = sum(drawings.get(name, 0) for name in names[lesson.reference])
        url = address("learning.lesson", reference=lesson.reference)
        pages.append({"url": url, "bytes": PAGE_BYTES + round(COMPRESSED * (text + drawn))})
    if principal.may(Permission.TAKE_QUIZZES):
        for endpoint, weight in (("quizzes.home", PAGE_BYTES), ("quizzes.attempt", QUIZ_BYTES)):
            pages.append({"url": address(endpoint, reference=module.reference), "bytes": weight})
    return pages
