"""The people of the demo schools: applicants, those admitted, and the dates of their way."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from school.cohorts.models import Cohort, Enrolment, Trainee, sort_name
from school.cohorts.rules import Sex
from school.demo import names, story
from school.demo.draft import Draft
from school.demo.rules import Destiny, Timeline
from school.demo.story import CohortStory, Destinies, SchoolStory

AGES = (17, 36, 20.5)
"""Least, greatest and most frequent age, in years, on the first day of the cohort."""

EARLY_LEAVER_WEEK = 4
"""Week in which the first of several leavers goes: too early for an entrant (INDICATORS §3)."""


@dataclass
class Person:
    """Somebody admitted to a cohort: the reference, what is destined, and how good a hand."""

    reference: str
    name: str
    sex: Sex
    destiny: Destiny
    skill: float
    diligence: float
    enrolled_on: date
    withdrawn_on: date | None = None

    def last_day(self, timeline: Timeline, today: date) -> date:
        """The last day on which the person trains, today at the latest."""
        return min(self.withdrawn_on or timeline.ends_on, today)


@dataclass
class Group:
    """A cohort with its weeks and its people; somebody may return from an earlier cohort."""

    school: SchoolStory
    story: CohortStory
    reference: str
    timeline: Timeline
    trainer: str
    has_apprentice: bool = False
    returning: Person | None = None
    people: list[Person] = field(default_factory=list)

    @property
    def trainer_name(self) -> str:
        """The name of the trainer whose address is `trainer`."""
        return " ".join(self.school.trainers[self.story.path])


class Crowd:
    """Makes people who differ from each other, numbered in the order in which they come."""

    def __init__(self, draft: Draft, random: Random, today: date) -> None:
        self.draft = draft
        self.random = random
        self.today = today
        self.taken: set[tuple[str, str]] = {story.APPRENTICE}

    def new(self, sex: Sex, group: Group, name: tuple[str, str] | None = None) -> str:
        """Add a person who applies to a cohort, and give the reference."""
        school = group.school
        number = len(self.draft.rows[Trainee]) + 1
        given, family = name or self._name(sex, school)
        departments = names.NORTHERN_DEPARTMENTS if school.northern else names.SOUTHERN_DEPARTMENTS
        age_in_days = int(self.random.triangular(*AGES) * 365.25)
        self.draft.add(
            Trainee,
            reference=f"T-{number:04d}",
            family_name=family,
            given_names=given,
            sex=sex,
            born_on=group.timeline.starts_on - timedelta(days=age_in_days),
            department=self.random.choice(departments),
            education_level=self.random.choice(names.EDUCATION_LEVELS),
            phone=names.phone(number),
            email=names.address(given, family, "courriel") if self.random.random() < 0.6 else None,
            disability=self.random.choices((False, True, None), (86, 4, 10))[0],
            sort_name=sort_name(family, given),
        )
        return f"T-{number:04d}"

    def _name(self, sex: Sex, school: SchoolStory) -> tuple[str, str]:
        weights = names.NORTHERN_WEIGHTS if school.northern else names.SOUTHERN_WEIGHTS
        while True:
            name = names.pick_name(self.random, sex, weights)
            if name not in self.taken:
                self.taken.add(name)
                return name


def fill(crowd: Crowd, group: Group) -> None:
    """Admit the people of a cohort and add those who applied in vain."""
    chosen = group.story
    for sex, destinies in ((Sex.FEMALE, chosen.women), (Sex.MALE, chosen.men)):
        early = destinies.get(Destiny.WITHDRAWN, 0) > 1
        for destiny in _shuffled(crowd.random, destinies):
            group.people.append(_admit(crowd, group, sex, destiny, early=early))
            early = early and destiny is not Destiny.WITHDRAWN
    for sex, count in ((Sex.FEMALE, chosen.further_women), (Sex.MALE, chosen.further_men)):
        for _ in range(count):
            crowd.draft.add(
                Enrolment,
                trainee=crowd.new(sex, group),
                cohort=group.reference,
                applied_on=_application_day(crowd, group),
            )


def _application_day(crowd: Crowd, group: Group) -> date:
    day = group.timeline.starts_on - timedelta(days=crowd.random.randint(15, 90))
    return min(day, crowd.today - timedelta(days=crowd.random.randint(0, 6)))


def _shuffled(random: Random, destinies: Destinies) -> list[Destiny]:
    every = [destiny for destiny, count in destinies.items() for _ in range(count)]
    random.shuffle(every)
    return every


def _admit(crowd: Crowd, group: Group, sex: Sex, destiny: Destiny, *, early: bool) -> Person:
    back = group.returning
    if back is not None and sex is back.sex and destiny is not Destiny.WITHDRAWN:
        group.returning = None
        person = replace(
            back, destiny=destiny, enrolled_on=group.timeline.starts_on, withdrawn_on=None
        )
    else:
        person = _newcomer(crowd, group, sex, destiny)
    enrol(crowd.draft, crowd.random, group, person, early=early)
    return person


def _newcomer(crowd: Crowd, group: Group, sex: Sex, destiny: Destiny) -> Person:
    waited_for = (
        group.has_apprentice
        and destiny is Destiny.TRAINING
        and not any(person.name == story.APPRENTICE_NAME for person in group.people)
    )
    reference = crowd.new(sex, group, story.APPRENTICE if waited_for else None)
    trainee = crowd.draft.rows[Trainee][-1]
    return Person(
        reference=reference,
        name=f"{trainee['given_names']} {trainee['family_name']}",
        sex=sex,
        destiny=destiny,
        skill=crowd.random.betavariate(5, 3),
        diligence=crowd.random.betavariate(9, 2),
        enrolled_on=group.timeline.starts_on,
    )


def enrol(draft: Draft, random: Random, group: Group, person: Person, *, early: bool) -> None:
    """Write the way of a person through a cohort, as the destiny has it."""
    timeline = group.timeline
    row = draft.add(
        Enrolment,
        trainee=person.reference,
        cohort=group.reference,
        applied_on=timeline.starts_on - timedelta(days=random.randint(20, 90)),
        enrolled_on=person.enrolled_on,
    )
    if person.destiny is Destiny.WITHDRAWN:
        week = EARLY_LEAVER_WEEK if early else random.randint(7, 12)
        person.withdrawn_on = timeline.monday(week) + timedelta(days=random.randint(0, 4))
        row["withdrawn_on"] = person.withdrawn_on
        row["withdrawal_reason"] = random.choice(story.WITHDRAWAL_REASONS)
    elif person.destiny is not Destiny.TRAINING:
        row["completed_on"] = timeline.ends_on
        if person.destiny is not Destiny.UNCERTIFIED:
            row["certified_on"] = timeline.certified_on


def open_cohort(draft: Draft, group: Group, name: str) -> None:
    """Write the cohort itself."""
    draft.add(
        Cohort,
        reference=group.reference,
        school=group.school.reference,
        path=group.story.path,
        name=name,
        starts_on=group.timeline.starts_on,
        ends_on=group.timeline.ends_on,
        capacity=group.story.capacity,
    )
