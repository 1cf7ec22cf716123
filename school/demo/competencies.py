"""What the three voices say of the people of the demo: mostly alike, not always, some of it old."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from school.competencies.models import CompetencyEvidence, CompetencyRecord
from school.competencies.rules import EvidenceKind, Level, Voice
from school.curriculum.pack.reading import Pack
from school.curriculum.pack.structure import ModulePack
from school.demo.draft import Draft, Row
from school.demo.immersion import Immersion
from school.demo.people import Group, Person
from school.demo.rules import WEEKS_OF_MODULE, last_working_day
from school.enterprises.models import Tutor
from school.practicals.models import Assessment
from school.practicals.rules import Verdict

RECENT = timedelta(days=400)
"""Cohorts that began before that are older than the school's use of the record."""

MOST_CITED = 4
WORDS = {
    Voice.TRAINER: ("Geste sûr, à confirmer sur un chantier.", "Encore lent, mais propre."),
    Voice.TUTOR: ("Le fait seul depuis deux semaines.", "Demande encore à être accompagné."),
    Voice.SELF: ("Je voudrais refaire cet exercice.", "Je me sens à l’aise."),
}


@dataclass
class Livrets:
    """Writes what is said, each voice in its turn."""

    draft: Draft
    random: Random
    version: str
    today: date

    def say(
        self, person: Person, code: tuple[str, str], voice: Voice, author: str, day: date, rank: int
    ) -> Row | None:
        """Add what a voice says on a day that has come; a rank under nought is « not seen »."""
        day = last_working_day(day)
        if day > self.today:
            return None
        rows = self.draft.rows[CompetencyRecord]
        level = Level.NOT_SEEN if rank < 0 else Level(str(min(rank, 3)))
        comment = self.random.choice(WORDS[voice]) if self.random.random() < 0.06 else None
        return self.draft.add(
            CompetencyRecord,
            reference=f"CR-{len(rows) + 1:06d}",
            trainee=person.reference,
            module=code[0],
            competency=code[1],
            curriculum_version=self.version,
            voice=voice,
            level=level,
            noted_on=day,
            recorded_at=datetime.combine(day, time(16)) + timedelta(seconds=len(rows) % 3600),
            author=author,
            comment=comment,
        )

    def cite(self, record: Row | None, kind: EvidenceKind, reference: str, day: date) -> None:
        """Let a record rest on a piece of evidence."""
        if record is not None and record["level"] is not Level.NOT_SEEN:
            self.draft.add(
                CompetencyEvidence,
                record=record["reference"],
                kind=kind,
                reference=reference,
                happened_on=day,
            )


def write_livrets(
    livrets: Livrets, groups: Sequence[Group], immersions: Sequence[Immersion], pack: Pack
) -> None:
    """Write the records of the cohorts of the last year, module by module."""
    modules = {module.code: module for module in pack.modules}
    paths = {path.code: [modules[code] for code in path.modules] for path in pack.paths}
    passes = _passes(livrets.draft)
    tutors = {row["reference"]: row["name"] for row in livrets.draft.rows[Tutor]}
    stays: dict[str, list[Immersion]] = {}
    for one in immersions:
        stays.setdefault(one.person.reference, []).append(one)
    for group in groups:
        if not livrets.today - RECENT < group.timeline.starts_on <= livrets.today:
            continue
        for person in group.people:
            for place, module in enumerate(paths[group.story.path]):
                began_on = group.timeline.monday(place * WEEKS_OF_MODULE)
                if person.last_day(group.timeline, livrets.today) <= began_on:
                    continue
                stay = _stay(stays.get(person.reference, []), group, place)
                tutor = tutors.get(stay.row["tutor"], "") if stay else ""
                _say_module(livrets, group, person, place, module, passes, tutor)


def _passes(draft: Draft) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in draft.rows[Assessment]:
        if row["verdict"] is Verdict.ACQUIRED:
            found.setdefault((row["trainee"], row["task"]), []).append(row)
    return found


def _stay(stays: Sequence[Immersion], group: Group, place: int) -> Immersion | None:
    """Find the placement in which somebody spends the enterprise weeks of a module."""
    last = group.timeline.last_day_of_module(place)
    return next(
        (
            one
            for one in stays
            if one.row["confirmed_on"] and one.row["starts_on"] <= last <= one.last_day
        ),
        None,
    )


def _say_module(
    livrets: Livrets,
    group: Group,
    person: Person,
    place: int,
    module: ModulePack,
    passes: dict[tuple[str, str], list[Row]],
    tutor: str,
) -> None:
    """Let the apprentice, then the trainer, then the tutor speak of a module's competencies."""
    random, days = livrets.random, group.timeline.module_days(place)
    trainer = " ".join(group.school.trainers[group.story.path])
    after = group.timeline.last_day_of_module(place)
    cited = list(_cited(passes, person, module, days[-1]))
    for competency in module.competencies:
        code = (module.code, competency.code)
        rank = _rank(random, person)
        self_rank = min(rank + random.choice((0, 0, 0, 0, 1, 1, -1)), 2)
        livrets.say(person, code, Voice.SELF, person.name, days[-3], max(self_rank, 0))
        if random.random() < 0.9:
            record = livrets.say(person, code, Voice.TRAINER, trainer, days[-1], rank)
            for one in random.sample(cited, min(len(cited), random.randint(0, MOST_CITED))):
                livrets.cite(record, EvidenceKind.PRACTICAL, one["reference"], one["assessed_on"])
        if tutor and random.random() < 0.7:
            heard = min(max(rank + random.choice((0, 0, 0, 1, -1)), 0), 2)
            seen = -1 if random.random() < 0.15 else heard
            livrets.say(person, code, Voice.TUTOR, tutor, after - timedelta(days=2), seen)


def _cited(
    passes: dict[tuple[str, str], list[Row]], person: Person, module: ModulePack, until: date
) -> Iterator[Row]:
    for task in module.tasks:
        for row in passes.get((person.reference, task), ()):
            if row["assessed_on"] <= until:
                yield row


def _rank(random: Random, person: Person) -> int:
    """Draw a level from 0 to 3 by how good a hand somebody is; experts are few."""
    value = person.skill + random.uniform(-0.3, 0.3)
    return 0 if value < 0.15 else 1 if value < 0.5 else 2 if value < 1.12 else 3
