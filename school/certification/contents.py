"""What a certificate says, frozen when it is given: the paper and the badge are made of it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from school.certification.models import Jury
from school.cohorts.models import Cohort, Trainee
from school.curriculum.lesson_models import Competency, CurriculumVersion
from school.curriculum.models import Module
from school.curriculum.rule_models import ModuleRule


@dataclass(frozen=True)
class Words:
    """A name with its code, in both languages."""

    code: str
    fr: str
    en: str

    def within(self, language: str) -> str:
        """Give the name in a language."""
        return self.en if language == "en" else self.fr


@dataclass(frozen=True)
class Content:
    """What stands on a certificate; hours are those of the programme.

    `modules` are those of a path, or the one module of an attestation.
    """

    holder: str
    born_on: str | None
    school: str
    whole_path: bool
    title: Words
    curriculum: str
    centre_hours: int
    enterprise_hours: int
    held_on: str
    place: str
    president: str
    members: tuple[str, ...]
    modules: tuple[Words, ...] = field(default_factory=tuple)
    competencies: tuple[Words, ...] = field(default_factory=tuple)

    def as_plain(self) -> dict[str, Any]:
        """Give the content as values of JSON."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "Content":
        """Read a content that is kept; raises `ValueError` when it is none."""
        try:
            values: dict[str, Any] = dict(plain)
            for name in WORD_LISTS:
                values[name] = tuple(Words(**one) for one in plain[name])
            values["title"] = Words(**plain["title"])
            values["members"] = tuple(str(one) for one in plain["members"])
            date.fromisoformat(plain["held_on"])
            return cls(**values)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not the content of a certificate") from error

    @property
    def day(self) -> date:
        """The day of the jury."""
        return date.fromisoformat(self.held_on)


WORD_LISTS = ("modules", "competencies")


def content_of(
    jury: Jury,
    trainee: Trainee,
    modules: Sequence[tuple[Module, ModuleRule]],
    competencies: Sequence[Competency],
    version: CurriculumVersion | None,
    *,
    whole_path: bool,
) -> Content:
    """Freeze what a certificate says of a person, as the records have it now."""
    cohort: Cohort = jury.cohort
    subject = cohort.path if whole_path else modules[0][0]
    return Content(
        holder=trainee.full_name,
        born_on=trainee.born_on.isoformat() if trainee.born_on else None,
        school=cohort.school.name,
        whole_path=whole_path,
        title=Words(subject.reference, subject.title_fr, subject.title_en),
        curriculum=f"{version.code} {version.version}" if version else cohort.path.version,
        centre_hours=sum(rule.centre_hours for _, rule in modules),
        enterprise_hours=sum(rule.enterprise_hours for _, rule in modules),
        held_on=jury.held_on.isoformat(),
        place=jury.place,
        president=jury.president.name,
        members=tuple(one.staff.name for one in jury.members if one.staff_id != jury.president_id),
        modules=tuple(Words(one.reference, one.title_fr, one.title_en) for one, _ in modules),
        competencies=tuple(
            Words(one.reference, one.title_fr, one.title_en) for one in competencies
        ),
    )
