"""The parts of a curriculum as they are compared: each with what it says, name by name."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel

from school.curriculum.pack.lessons import Figure, Lesson
from school.curriculum.pack.parts import Bilingual
from school.curriculum.pack.questions import Question, with_blanks
from school.curriculum.pack.reading import Pack
from school.curriculum.pack.structure import MeasurePack, ModulePack, TaskPack

Value = str | int | Decimal | bool | tuple[str, ...] | None
Fields = dict[str, Value]


class Kind(StrEnum):
    """The kinds of parts, in the order in which their changes are told."""

    PATH = "path"
    MODULE = "module"
    COMPETENCY = "competency"
    TASK = "task"
    THRESHOLD = "threshold"
    LESSON = "lesson"
    FILE = "file"
    QUESTION = "question"
    TERM = "term"
    FIGURE = "figure"


@dataclass(frozen=True)
class Item:
    """A part: its kind, what it belongs to, its code, its title and all that it says.

    `orders` are the codes of what it holds, in order; `source` is where a threshold comes from.
    """

    kind: Kind
    parent: str
    code: str
    title: Bilingual
    fields: Fields
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    source: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What the part is known by in every version."""
        return (self.kind, self.parent, self.code)

    @property
    def name(self) -> str:
        """The code, after that of what the part belongs to unless it begins so."""
        return self.code if self.code.startswith(self.parent) else f"{self.parent} {self.code}"


def items_of(pack: Pack) -> Iterator[Item]:
    """List every part of a curriculum; what a pack says stands in one of them."""
    for path in pack.paths:
        fields: Fields = {**_words("title", path.title), "modules": path.modules}
        yield Item(Kind.PATH, "", path.code, path.title, fields)
    for module in pack.modules:
        yield _module(module, pack)
        for one in module.competencies:
            title = _words("title", one.title)
            yield Item(Kind.COMPETENCY, module.code, one.code, one.title, title)
    for task in pack.tasks:
        yield _task(task)
        yield from (_threshold(task, measure) for measure in task.measures)
    yield from (_lesson(lesson) for lesson in pack.lessons)
    for file in pack.files:
        name = Bilingual(fr=file.name, en=file.name)
        content: Fields = {"size": file.size, "digest": file.digest[:12]}
        yield Item(Kind.FILE, file.module, file.name, name, content)
    for code, bank in pack.banks.items():
        yield from (_question(code, question) for question in bank.questions)
    for term in pack.terms:
        name = Bilingual(fr=term.fr, en=term.en)
        fields = {**_words("title", name), **_words("definition", term.definition)}
        yield Item(Kind.TERM, "", term.code, name, fields)
    yield from (_figure(figure) for figure in pack.figures)


def _words(name: str, words: Bilingual) -> Fields:
    return {f"{name}_fr": words.fr, f"{name}_en": words.en}


def _module(module: ModulePack, pack: Pack) -> Item:
    bank = pack.banks.get(module.code)
    completion = module.completion
    fields: Fields = {
        **_words("title", module.title),
        "weeks": module.weeks,
        "centre_hours": module.centre_hours,
        "enterprise_hours": module.enterprise_hours,
        "prerequisites": module.prerequisites,
        **_words("outcomes", module.outcomes),
        "tasks": module.tasks,
        "quiz_questions": module.quiz.questions,
        "quiz_attempts": module.quiz.attempts,
        "quiz_minutes": module.quiz.minutes,
        "centre_share": completion.centre_share,
        "enterprise_share": completion.enterprise_share,
        "quiz_mark": completion.quiz_mark,
        "safety": completion.safety,
        "completion_source": completion.source,
    }
    orders = {
        "competency_order": tuple(one.code for one in module.competencies),
        "lesson_order": tuple(one.head.code for one in pack.lessons if one.module == module.code),
        "question_order": tuple(one.code for one in bank.questions) if bank else (),
    }
    return Item(Kind.MODULE, "", module.code, module.title, fields, orders)


def _task(task: TaskPack) -> Item:
    fields: Fields = {
        **_words("title", task.title),
        **_words("instructions", task.instructions),
        **_words("safety", task.safety),
        "attempts": task.attempts,
        "minutes": task.minutes,
        "gates": tuple(f"{one.code}: {one.question.fr} / {one.question.en}" for one in task.gates),
    }
    orders = {"measure_order": tuple(measure.code for measure in task.measures)}
    return Item(Kind.TASK, "", task.code, task.title, fields, orders)


def _threshold(task: TaskPack, measure: MeasurePack) -> Item:
    said = measure.model_dump(exclude={"code", "label", "row", "short", "related"})
    fields = {**_words("label", measure.label), **said}
    related = measure.related
    fields["related"] = tuple(_lines("related", related.rule.as_plain())) if related else None
    in_words = related and related.words
    named = (("row", measure.row), ("short", measure.short), ("related", in_words))
    for name, words in named:
        fields |= {f"{name}_fr": words and words.fr, f"{name}_en": words and words.en}
    source = measure.source
    return Item(Kind.THRESHOLD, task.code, measure.code, measure.label, fields, source=source)


def _lesson(lesson: Lesson) -> Item:
    head = lesson.head
    fields: Fields = {
        **_words("title", head.title),
        "minutes": head.minutes,
        "competencies": head.competencies,
        "objectives_fr": head.objectives.fr,
        "objectives_en": head.objectives.en,
        "videos": tuple(
            f"{one.title.fr} / {one.title.en}, {one.url}, {one.megabytes} MB" for one in head.videos
        ),
        "downloads": tuple(
            f"{one.file}, {one.title.fr} / {one.title.en}" for one in head.downloads
        ),
        "file": head.file,
        "body_fr": lesson.body_fr,
        "body_en": lesson.body_en,
    }
    return Item(Kind.LESSON, lesson.module, head.code, head.title, fields)


def _question(module: str, question: Question) -> Item:
    fields: Fields = {
        "question_kind": question.kind,
        "lesson": question.lesson,
        "competencies": question.competencies,
        **_words("text", question.text),
        **_words("feedback", question.feedback),
        "answers": "\n".join(
            line
            for name, value in question
            if name not in QUESTION_HEAD
            for line in _lines(name, value)
        ),
    }
    text = question.text
    title = Bilingual(fr=with_blanks(text.fr), en=with_blanks(text.en))
    return Item(Kind.QUESTION, module, question.code, title, fields)


QUESTION_HEAD = frozenset({"code", "kind", "lesson", "competencies", "text", "feedback"})


def _lines(name: str, value: object) -> Iterator[str]:
    """Write what answers a question down, a line for each value, named by where it stands."""
    if isinstance(value, BaseModel):
        for inner, content in value:
            yield from _lines(f"{name}.{inner}", content)
    elif isinstance(value, Mapping):
        for inner, content in sorted(value.items()):
            yield from _lines(f"{name}.{inner}", content)
    elif isinstance(value, tuple | list):
        for place, content in enumerate(value, start=1):
            yield from _lines(f"{name}.{place}", content)
    elif value is not None:
        yield f"{name}: {value}"


def _figure(figure: Figure) -> Item:
    head = figure.head
    drawing = hashlib.sha256(figure.drawing.encode()).hexdigest()
    fields: Fields = {
        **_words("title", head.title),
        **_words("description", head.description),
        "labels": tuple(
            f"{name}: {one.fr} / {one.en}" for name, one in sorted(head.labels.items())
        ),
        "drawing": drawing[:12],
    }
    return Item(Kind.FIGURE, "", figure.code, head.title, fields)
