"""Lessons, glossary and figures, as a curriculum has them: heads in YAML, bodies in Markdown."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from school.curriculum.pack.parts import Bilingual, Code, Part, Words

Stem = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
Sentences = Annotated[tuple[Words, ...], Field(min_length=1, max_length=8)]
LabelName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class Objectives(Part):
    """What one can do after a lesson, a sentence each."""

    fr: Sentences
    en: Sentences


class Video(Part):
    """A film elsewhere; its size is told before anybody spends it."""

    title: Bilingual
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s\"'<>]{4,400}$")]
    megabytes: Annotated[Decimal, Field(gt=0, lt=10_000, decimal_places=1)]


class Download(Part):
    """A file beside the lesson that can be kept; its size is told before."""

    file: Annotated[
        str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}\.(pdf|csv|sor|xlsx|txt)$")
    ]
    title: Bilingual


class LessonHead(Part):
    """A lesson: its place, its words, how long it takes, what one can do afterwards.

    The bodies are beside it, in `<file>.fr.md` and `<file>.en.md`.
    """

    code: Code
    file: Stem
    title: Bilingual
    minutes: int = Field(ge=1, le=240)
    competencies: tuple[Code, ...] = Field(min_length=1)
    objectives: Objectives
    videos: tuple[Video, ...] = ()
    downloads: tuple[Download, ...] = ()


class LessonList(Part):
    """The lessons of a module in the order of teaching: `lessons/<module>/lessons.yaml`."""

    lessons: tuple[LessonHead, ...] = Field(min_length=1)


class Lesson(Part):
    """A lesson with its body in both languages, as Markdown."""

    module: Code
    head: LessonHead
    body_fr: str
    body_en: str


class Term(Part):
    """A word of the trade in both languages, and what it means."""

    code: Stem
    fr: Words
    en: Words
    definition: Bilingual


class TermGroup(Part):
    """One file of the glossary."""

    terms: tuple[Term, ...]


class FigureHead(Part):
    """A figure: its title, what it shows for whoever cannot see it, the words written in it."""

    title: Bilingual
    description: Bilingual
    labels: dict[LabelName, Bilingual] = Field(default_factory=dict)


class Figure(Part):
    """A figure with its drawing; `{{name}}` in it stands for the label of that name."""

    code: Code
    head: FigureHead
    drawing: str
