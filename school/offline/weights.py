"""What a module weighs on the line, told before a phone takes it along."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.curriculum.lesson_models import Lesson
from school.curriculum.models import Module
from school.curriculum.pack.markdown import names_in
from school.learning import queries
from school.learning.quizzes.queries import practice_sizes
from school.web.filters import localised
from school.web.template_addresses import address

PAGE_BYTES = 4_500
"""What a page weighs on the line beside its lesson: navigation, words, links."""

QUIZ_BYTES = 9_500
"""What the page of an attempt weighs on the line, with twenty questions."""

QUESTION_BYTES = 100
"""What a question adds to the page of its practice."""

COMPRESSED = 0.33
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
        pages += _quizzes(session, module, lessons, versions)
    return pages


def _quizzes(
    session: Session, module: Module, lessons: Sequence[Lesson], versions: Collection[int]
) -> list[dict[str, Any]]:
    sizes = practice_sizes(session, module.id, versions)
    practice = [
        {
            "url": address("quizzes.practice", reference=lesson.reference),
            "bytes": PAGE_BYTES + QUESTION_BYTES * sizes[lesson.reference],
        }
        for lesson in lessons
        if lesson.reference in sizes
    ]
    return [
        {"url": address("quizzes.home", reference=module.reference), "bytes": PAGE_BYTES},
        {"url": address("quizzes.attempt", reference=module.reference), "bytes": QUIZ_BYTES},
        *practice,
    ]
