"""Reading what is learned: lessons, question banks, glossary and figures of a curriculum."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from school.curriculum.pack.checks import repeats
from school.curriculum.pack.downloads import LessonFile, file_faults, lesson_file
from school.curriculum.pack.drawings import drawing_faults, view_box
from school.curriculum.pack.lessons import (
    Figure,
    FigureHead,
    Lesson,
    LessonHead,
    LessonList,
    Term,
    TermGroup,
)
from school.curriculum.pack.markdown import LONGEST_BODY, body_faults, names_in
from school.curriculum.pack.questions import HotspotQuestion, QuestionBank
from school.curriculum.pack.structure import ModulePack
from school.curriculum.pack.yaml_files import Source, leads_out, read_file, read_text

LANGUAGES = ("fr", "en")
FIGURE_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass
class Learning:
    """What was read; every list is in the order of teaching or of the codes."""

    lessons: list[Lesson] = field(default_factory=list)
    banks: dict[str, QuestionBank] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    files: dict[tuple[str, str], LessonFile] = field(default_factory=dict)


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
    faults.extend(repeats("lesson", reader.lessons))
    faults.extend(repeats("question", reader.questions))
    faults.extend(_unknown_folders(folder, modules))
    return found


@dataclass
class _Reader:
    """Reads the lessons and questions of one module after the other."""

    folder: Path
    found: Learning
    terms: set[str]
    faults: list[str]
    lessons: list[tuple[str, str]] = field(default_factory=list)
    questions: list[tuple[str, str]] = field(default_factory=list)

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
            fr, en = (self._body(module.code, head, language) for language in LANGUAGES)
            lesson = Lesson(module=module.code, head=head, body_fr=fr, body_en=en)
            self.found.lessons.append(lesson)
            self.faults.extend(self._read_downloads(module, source, at))
            self.lessons.append((head.code, source.place("lessons", at, "code")))
        self.faults.extend(_unread_bodies(self.folder, module, source.part))

    def _read_downloads(
        self, module: ModulePack, source: Source[LessonList], at: int
    ) -> Iterator[str]:
        for index, download in enumerate(source.part.lessons[at].downloads):
            place = source.place("lessons", at, "downloads", index, "file")
            path = self.folder / "lessons" / module.code / download.file
            if leads_out(self.folder, path):
                yield f"{place}: {download.file} leads out of the curriculum"
                continue
            try:
                file = lesson_file(module.code, path)
            except OSError:
                yield f"{place}: there is no file {download.file} here"
                continue
            self.found.files[module.code, file.name] = file
            yield from (f"{place}: {fault}" for fault in file_faults(file))

    def _body(self, module: str, head: LessonHead, language: str) -> str:
        path = self.folder / "lessons" / module / f"{head.file}.{language}.md"
        name = path.relative_to(self.folder).as_posix()
        text = read_text(self.folder, path, self.faults)
        if text is None:
            return ""
        if len(text) > LONGEST_BODY:
            self.faults.append(f"{name}: the lesson is longer than {LONGEST_BODY} characters")
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
        figures = {figure.code: figure for figure in self.found.figures}
        self.faults.extend(_question_faults(source, lessons, competencies, figures))
        self.questions += [
            (question.code, source.place("questions", at, "code"))
            for at, question in enumerate(source.part.questions)
        ]


def _question_faults(
    source: Source[QuestionBank],
    lessons: set[str],
    competencies: set[str],
    figures: Mapping[str, Figure],
) -> Iterator[str]:
    for at, question in enumerate(source.part.questions):
        if question.lesson not in lessons:
            yield f"{source.place('questions', at, 'lesson')}: there is no lesson {question.lesson}"
        for code in question.competencies:
            if code not in competencies:
                yield f"{source.place('questions', at, 'competencies')}: there is no {code} here"
        if isinstance(question, HotspotQuestion):
            place = source.place("questions", at, "figure")
            yield from _hotspot_faults(place, question, figures)


def _hotspot_faults(
    place: str, question: HotspotQuestion, figures: Mapping[str, Figure]
) -> Iterator[str]:
    """Find the areas that nobody could touch: outside of the figure, or of none."""
    figure = figures.get(question.figure)
    if figure is None:
        yield f"{place}: there is no figure {question.figure}"
        return
    box = view_box(figure.drawing)
    for number, area in enumerate(question.areas, start=1):
        if box and not box.holds(area.x, area.y, area.width, area.height):
            yield f"{place}: area {number} lies outside of the figure"


def _unread_bodies(folder: Path, module: ModulePack, lessons: LessonList) -> Iterator[str]:
    """Find the bodies that no lesson names: nobody would ever read them."""
    named = {f"{head.file}.{language}.md" for head in lessons.lessons for language in LANGUAGES}
    for path in sorted((folder / "lessons" / module.code).glob("*.md")):
        if path.name not in named:
            yield f"lessons/{module.code}/{path.name}: lessons.yaml names no such lesson"


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
        if not FIGURE_CODE.fullmatch(path.stem):
            faults.append(f"figures/{path.name}: the name may have a to z, 0 to 9 and dashes alone")
            continue
        name = path.with_suffix(".svg").relative_to(folder).as_posix()
        faults.extend(
            f"{name}: {fault}" for fault in drawing_faults(drawing, set(head.part.labels))
        )
        found.append(Figure(code=path.stem, head=head.part, drawing=drawing))
    faults.extend(_undescribed_drawings(folder))
    return found


def _undescribed_drawings(folder: Path) -> Iterator[str]:
    """Find the drawings of which nothing says what they show: they would be no figures."""
    for path in sorted((folder / "figures").glob("*.svg")):
        if not path.with_suffix(".yaml").exists():
            yield f"figures/{path.name}: there is no {path.stem}.yaml that says what it shows"


def _unknown_folders(folder: Path, modules: Iterable[Source[ModulePack]]) -> Iterator[str]:
    """Find lessons and questions of a module that there is not: nobody would ever see them."""
    known = {module.part.code for module in modules}
    for path in sorted((folder / "lessons").glob("*")):
        if path.is_dir() and path.name not in known:
            yield f"lessons/{path.name}: there is no module {path.name}"
    for path in sorted((folder / "questions").glob("*.yaml")):
        if path.stem not in known:
            yield f"questions/{path.name}: there is no module {path.stem}"
