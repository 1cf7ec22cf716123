"""Reading what is learned: lessons, question banks, glossary and figures of a curriculum."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from school.curriculum.pack.checks import repeats
from school.curriculum.pack.drawings import drawing_faults
from school.curriculum.pack.lessons import (
    Figure,
    FigureHead,
    Lesson,
    LessonHead,
    LessonList,
    Term,
    TermGroup,
)
from school.curriculum.pack.markdown import body_faults, names_in
from school.curriculum.pack.questions import HotspotQuestion, QuestionBank
from school.curriculum.pack.structure import ModulePack
from school.curriculum.pack.yaml_files import Source, read_file, read_text

LANGUAGES = ("fr", "en")


@dataclass
class Learning:
    """What was read; every list is in the order of teaching or of the codes."""

    lessons: list[Lesson] = field(default_factory=list)
    banks: dict[str, QuestionBank] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)


def read_learning(
    folder: Path, modules: Sequence[Source[ModulePack]], faults: list[str]
) -> Learning:
    """Read lessons, questions, glossary and figures; add what is wrong to `faults`.

    All of them may be missing: a school may begin with its modules and tasks alone.
    """
    found = Learning()
    terms = _read_terms(folder, faults)
    found.terms = [term for source in terms for term in source.part.terms]
    found.figures = _read_figures(folder, faults)
    reader = _Reader(folder, found, {term.code for term in found.terms}, faults)
    for module in modules:
        reader.read_module(module.part)
    faults.extend(_unknown_folders(folder, modules))
    return found


@dataclass
class _Reader:
    """Reads the lessons and questions of one module after the other."""

    folder: Path
    found: Learning
    terms: set[str]
    faults: list[str]

    def read_module(self, module: ModulePack) -> None:
        """Read what a module teaches and asks."""
        codes: set[str] = set()
        place = self.folder / "lessons" / module.code / "lessons.yaml"
        if place.exists():
            source = read_file(self.folder, place, LessonList, self.faults)
            if source is not None:
                codes = {head.code for head in source.part.lessons}
                self._lessons(module, source)
        self._bank(module, codes)

    def _lessons(self, module: ModulePack, source: Source[LessonList]) -> None:
        known = {one.code for one in module.competencies}
        for at, head in enumerate(source.part.lessons):
            unknown = [code for code in head.competencies if code not in known]
            self.faults += [
                f"{source.place('lessons', at, 'competencies')}: {module.code} has no {code}"
                for code in unknown
            ]
            bodies = [self._body(module.code, head, language) for language in LANGUAGES]
            fr, en = bodies
            lesson = Lesson(module=module.code, head=head, body_fr=fr, body_en=en)
            self.found.lessons.append(lesson)
        places = [
            (head.code, source.place("lessons", at, "code"))
            for at, head in enumerate(source.part.lessons)
        ]
        self.faults.extend(repeats("lesson", places))

    def _body(self, module: str, head: LessonHead, language: str) -> str:
        path = self.folder / "lessons" / module / f"{head.file}.{language}.md"
        name = path.relative_to(self.folder).as_posix()
        text = read_text(self.folder, path, self.faults)
        if text is None:
            return ""
        self.faults += [f"{name}, line {line}: {fault}" for line, fault in body_faults(text)]
        names = names_in(text)
        figures = {figure.code for figure in self.found.figures}
        for kind, used, known in (
            ("term", names.terms, self.terms),
            ("figure", names.figures, figures),
        ):
            self.faults += [
                f"{name}, line {line}: there is no {kind} {code}"
                for code, line in used.items()
                if code not in known
            ]
        return text

    def _bank(self, module: ModulePack, lessons: set[str]) -> None:
        place = self.folder / "questions" / f"{module.code}.yaml"
        if not place.exists():
            return
        source = read_file(self.folder, place, QuestionBank, self.faults)
        if source is None:
            return
        self.found.banks[module.code] = source.part
        competencies = {one.code for one in module.competencies}
        figures = {figure.code for figure in self.found.figures}
        self.faults.extend(_question_faults(source, lessons, competencies, figures))


def _question_faults(
    source: Source[QuestionBank], lessons: set[str], competencies: set[str], figures: set[str]
) -> Iterator[str]:
    places = []
    for at, question in enumerate(source.part.questions):
        places.append((question.code, source.place("questions", at, "code")))
        if question.lesson not in lessons:
            yield f"{source.place('questions', at, 'lesson')}: there is no lesson {question.lesson}"
        for code in question.competencies:
            if code not in competencies:
                yield f"{source.place('questions', at, 'competencies')}: there is no {code} here"
        if isinstance(question, HotspotQuestion) and question.figure not in figures:
            yield f"{source.place('questions', at, 'figure')}: there is no figure {question.figure}"
    yield from repeats("question", places)


def _read_terms(folder: Path, faults: list[str]) -> list[Source[TermGroup]]:
    files = sorted((folder / "glossary").glob("*.yaml"))
    found = [read_file(folder, path, TermGroup, faults) for path in files]
    sources = [source for source in found if source is not None]
    places = [
        (term.code, source.place("terms", at, "code"))
        for source in sources
        for at, term in enumerate(source.part.terms)
    ]
    faults.extend(repeats("term", places))
    return sources


def _read_figures(folder: Path, faults: list[str]) -> list[Figure]:
    found = []
    for path in sorted((folder / "figures").glob("*.yaml")):
        head = read_file(folder, path, FigureHead, faults)
        drawing = read_text(folder, path.with_suffix(".svg"), faults)
        if head is None or drawing is None:
            continue
        name = path.with_suffix(".svg").relative_to(folder).as_posix()
        faults.extend(
            f"{name}: {fault}" for fault in drawing_faults(drawing, set(head.part.labels))
        )
        found.append(Figure(code=path.stem, head=head.part, drawing=drawing))
    return found


def _unknown_folders(folder: Path, modules: Iterable[Source[ModulePack]]) -> Iterator[str]:
    """Find lessons and questions of a module that there is not: nobody would ever see them."""
    known = {module.part.code for module in modules}
    for path in sorted((folder / "lessons").glob("*")):
        if path.is_dir() and path.name not in known:
            yield f"lessons/{path.name}: there is no module {path.name}"
    for path in sorted((folder / "questions").glob("*.yaml")):
        if path.stem not in known:
            yield f"questions/{path.name}: there is no module {path.stem}"
