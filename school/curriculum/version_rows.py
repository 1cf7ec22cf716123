"""The rows of a version of a curriculum, as its pack has them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from school.core.database import Base
from school.curriculum.lesson_models import Competency, Figure, Lesson, LessonFile, Term
from school.curriculum.models import TaskGate, TaskMeasure
from school.curriculum.pack import lessons
from school.curriculum.pack.reading import Pack
from school.curriculum.pack.structure import ModulePack
from school.curriculum.rule_models import ModuleRule

WRITTEN_OTHERWISE = {"code", "label", "row", "short", "average_of", "related"}
"""What a row says of a measure under other names than its pack does."""


@dataclass(frozen=True)
class Numbers:
    """The numbers that rows of a version refer to: its own, those of modules and tasks by code."""

    version: int
    modules: Mapping[str, int]
    tasks: Mapping[str, int]


def teaching_rows(pack: Pack, numbers: Numbers) -> Iterator[Base]:
    """Give what a version teaches: its competencies, lessons, words and figures."""
    version_id, modules = numbers.version, numbers.modules
    for module in pack.modules:
        for position, one in enumerate(module.competencies):
            yield Competency(
                version_id=version_id,
                module_id=modules[module.code],
                reference=one.code,
                position=position,
                title_fr=one.title.fr,
                title_en=one.title.en,
            )
    for position, lesson in enumerate(pack.lessons):
        yield _lesson(lesson, version_id, modules[lesson.module], position)
    yield from (_term(term, version_id) for term in pack.terms)
    yield from (_figure(figure, version_id) for figure in pack.figures)


def rule_rows(pack: Pack, numbers: Numbers) -> Iterator[Base]:
    """Give what a version requires of its modules."""
    for module in pack.modules:
        yield _rule(module, numbers.version, numbers.modules[module.code])


def measure_rows(pack: Pack, numbers: Numbers) -> Iterator[Base]:
    """Give what a version has measured in its practical tasks, and the thresholds."""
    for task in pack.tasks:
        for position, measure in enumerate(task.measures):
            yield TaskMeasure(
                version_id=numbers.version,
                task_id=numbers.tasks[task.code],
                reference=measure.code,
                position=position,
                label_fr=measure.label.fr,
                label_en=measure.label.en,
                row_fr=measure.row and measure.row.fr,
                row_en=measure.row and measure.row.en,
                short_fr=measure.short and measure.short.fr,
                short_en=measure.short and measure.short.en,
                average_of=list(measure.average_of),
                related=measure.related and measure.related.rule.as_plain(),
                related_fr=measure.related and measure.related.words.fr,
                related_en=measure.related and measure.related.words.en,
                **measure.model_dump(exclude=WRITTEN_OTHERWISE),
            )


def gate_rows(pack: Pack, numbers: Numbers) -> Iterator[Base]:
    """Give what a version asks before its practical tasks may begin."""
    for task in pack.tasks:
        for position, gate in enumerate(task.gates):
            yield TaskGate(
                version_id=numbers.version,
                task_id=numbers.tasks[task.code],
                reference=gate.code,
                position=position,
                question_fr=gate.question.fr,
                question_en=gate.question.en,
            )


def file_rows(pack: Pack, numbers: Numbers) -> Iterator[Base]:
    """Give the files that the lessons of a version offer to be kept."""
    for file in pack.files:
        yield LessonFile(
            version_id=numbers.version,
            module_id=numbers.modules[file.module],
            name=file.name,
            size=file.size,
            content=file.content,
        )


def _rule(module: ModulePack, version_id: int, module_id: int) -> ModuleRule:
    quiz, completion = module.quiz, module.completion
    return ModuleRule(
        version_id=version_id,
        module_id=module_id,
        weeks=module.weeks,
        centre_hours=module.centre_hours,
        enterprise_hours=module.enterprise_hours,
        prerequisites=list(module.prerequisites),
        tasks=list(module.tasks),
        quiz_questions=quiz.questions,
        quiz_attempts=quiz.attempts,
        quiz_minutes=quiz.minutes,
        centre_share=completion.centre_share,
        enterprise_share=completion.enterprise_share,
        quiz_mark=completion.quiz_mark,
        safety=list(completion.safety),
        completion_source=completion.source,
    )


def _lesson(lesson: lessons.Lesson, version_id: int, module_id: int, position: int) -> Lesson:
    head = lesson.head
    return Lesson(
        version_id=version_id,
        module_id=module_id,
        reference=head.code,
        position=position,
        title_fr=head.title.fr,
        title_en=head.title.en,
        minutes=head.minutes,
        objectives_fr=list(head.objectives.fr),
        objectives_en=list(head.objectives.en),
        competencies=list(head.competencies),
        videos=[one.model_dump(mode="json") for one in head.videos],
        downloads=[one.model_dump(mode="json") for one in head.downloads],
        body_fr=lesson.body_fr,
        body_en=lesson.body_en,
    )


def _term(term: lessons.Term, version_id: int) -> Term:
    return Term(
        version_id=version_id,
        reference=term.code,
        title_fr=term.fr,
        title_en=term.en,
        definition_fr=term.definition.fr,
        definition_en=term.definition.en,
    )


def _figure(figure: lessons.Figure, version_id: int) -> Figure:
    head = figure.head
    return Figure(
        version_id=version_id,
        reference=figure.code,
        title_fr=head.title.fr,
        title_en=head.title.en,
        description_fr=head.description.fr,
        description_en=head.description.en,
        labels_fr={name: words.fr for name, words in head.labels.items()},
        labels_en={name: words.en for name, words in head.labels.items()},
        drawing=figure.drawing,
    )
