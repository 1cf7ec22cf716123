"""Placements in enterprises: a first one from the common module on, then a longer one."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from school.demo import story
from school.demo.draft import Draft, Row
from school.demo.people import Group, Person
from school.demo.rules import WEEKS_OF_MODULE, last_working_day, next_working_day
from school.placements.models import Placement
from school.placements.rules import EndReason, PlacementStatus, written_reason

POSITIONS = {
    "deployment": "Aide monteur en réseaux optiques",
    "planning": "Aide projeteur en réseaux optiques",
    "maintenance": "Aide technicien de mesure",
}
SECTORS = {
    "deployment": {"Pose et raccordement", "Raccordement client", "Génie civil et pose",
                   "Pose aérienne"},
    "planning": {"Études et plans", "Exploitation de réseau", "Génie civil et pose"},
    "maintenance": {"Maintenance", "Exploitation de réseau", "Pose et raccordement",
                    "Raccordement client"},
}  # fmt: skip
"""In which trades the people of each path find a place."""

BREAK_OFFS = (
    (EndReason.WORKING_CONDITIONS, "Travail en hauteur sans harnais."),
    (EndReason.ENTERPRISE_DIFFICULTY, "Le chantier s’est arrêté."),
    (EndReason.CONDUCT, "Retards répétés, malgré deux entretiens."),
    (EndReason.HEALTH, None),
)
REFUSALS = (
    (EndReason.NO_ROOM, "Chantier reporté de deux mois."),
    (EndReason.NO_SUPERVISOR, None),
    (EndReason.DATES, "Possible seulement à partir du mois suivant."),
    (EndReason.PROFILE, None),
)


@dataclass(frozen=True)
class Host:
    """A tutor with the enterprise and its trade: who can take an apprentice."""

    enterprise: str
    tutor: str
    sector: str


@dataclass(frozen=True)
class Stay:
    """When somebody shall be in an enterprise, and when it was asked."""

    starts_on: date
    ends_on: date
    proposed_on: date


@dataclass
class Immersion:
    """A placement with the one whose it is, for what is written about it later."""

    row: Row
    group: Group
    person: Person

    @property
    def last_day(self) -> date:
        """The last day of work, planned or real."""
        day: date = self.row["ended_on"] or self.row["ends_on"]
        return day


@dataclass
class Placing:
    """Places people; numbers the placements in the order in which they come."""

    draft: Draft
    random: Random
    today: date
    hosts: list[Host]
    made: list[Immersion] = field(default_factory=list)

    def propose(self, group: Group, person: Person, host: Host, stay: Stay) -> Row:
        """Ask an enterprise to take somebody."""
        row = self.draft.add(
            Placement,
            reference=f"P-{len(self.draft.rows[Placement]) + 1:04d}",
            trainee=person.reference,
            cohort=group.reference,
            enterprise=host.enterprise,
            tutor=host.tutor,
            position=POSITIONS[group.story.path],
            starts_on=stay.starts_on,
            ends_on=stay.ends_on,
            weekly_hours=Decimal(40),
            status=PlacementStatus.PROPOSED,
            proposed_on=last_working_day(stay.proposed_on),
            confirmed_on=None,
            ended_on=None,
            end_reason=None,
        )
        self.made.append(Immersion(row, group, person))
        return row

    def carry_out(self, row: Row) -> None:
        """Confirm a proposal and take it as far as its days allow."""
        answer = next_working_day(row["proposed_on"], self.random.randint(1, 9))
        row["confirmed_on"] = min(answer, self.today, row["starts_on"])
        row["status"] = PlacementStatus.CONFIRMED
        if row["starts_on"] <= self.today:
            row["status"] = PlacementStatus.LIVE
        if row["ends_on"] < self.today:
            end(row, PlacementStatus.COMPLETED, row["ends_on"])

    def find_host(self, path: str, refused: Host | None = None) -> Host:
        """Draw who can take somebody of a path, other than who was asked already."""
        suited = [host for host in self.hosts if host.sector in SECTORS[path]]
        return self.random.choice([host for host in suited if host != refused])


def end(row: Row, status: PlacementStatus, day: date, reason: str | None = None) -> None:
    """Let a placement end on a day."""
    row["status"] = status
    row["ended_on"] = day
    row["end_reason"] = reason


def place_cohort(placing: Placing, group: Group) -> None:
    """Place the people of a cohort: twice, as far as its weeks have gone."""
    for number, person in enumerate(group.people):
        host = placing.find_host(group.story.path)
        if person.name == story.APPRENTICE_NAME:
            host = placing.hosts[0]
        if group.timeline.starts_on <= placing.today:
            _first_stay(placing, group, person, host)
        prepared_from = group.timeline.monday(WEEKS_OF_MODULE)
        if prepared_from <= placing.today and person.withdrawn_on is None:
            _second_stay(placing, group, number, host)


def _first_stay(placing: Placing, group: Group, person: Person, host: Host) -> None:
    starts_on = group.timeline.first_enterprise_day(0)
    proposed_on = starts_on - timedelta(days=placing.random.randint(28, 40))
    stay = Stay(starts_on, group.timeline.last_day_of_module(1), proposed_on)
    row = placing.propose(group, person, host, stay)
    placing.carry_out(row)
    left = person.withdrawn_on
    if left is None:
        return
    if left < starts_on:
        row["confirmed_on"] = None
        end(row, PlacementStatus.CANCELLED, left, written_reason(EndReason.APPRENTICE_CHOICE, None))
    else:
        reason = written_reason(EndReason.APPRENTICE_CHOICE, "A quitté la formation.")
        end(row, PlacementStatus.BROKEN_OFF, left, reason)


def _second_stay(placing: Placing, group: Group, number: int, host: Host) -> None:
    """Place somebody for the longer stay: not all who are asked say yes, nor does all go well."""
    random, person = placing.random, group.people[number]
    starts_on = group.timeline.first_enterprise_day(2)
    ends_on = group.timeline.last_day_of_module(3)
    if starts_on > placing.today:
        _prepare(placing, group, number, host)
        return
    asked = starts_on - timedelta(days=random.randint(26, 42))
    stay = Stay(starts_on, ends_on, asked)
    if number % 9 == 4:
        refuse(placing, placing.propose(group, person, host, stay))
        host = placing.find_host(group.story.path, host)
        stay = Stay(starts_on, ends_on, asked + timedelta(days=14))
    elif number % 13 == 7:
        cancel(
            placing.propose(group, person, host, stay), last_working_day(asked + timedelta(days=13))
        )
        host = placing.find_host(group.story.path, host)
        stay = Stay(starts_on, ends_on, asked + timedelta(days=14))
    elif random.random() < 0.4:
        host = placing.find_host(group.story.path, host)
    row = placing.propose(group, person, host, stay)
    placing.carry_out(row)
    broken_on = next_working_day(starts_on, random.randint(14, 28))
    if number % 11 == 6 and broken_on < placing.today:
        end(row, PlacementStatus.BROKEN_OFF, broken_on, written_reason(*random.choice(BREAK_OFFS)))
        _start_again(placing, group, person, host, broken_on)


def _start_again(
    placing: Placing, group: Group, person: Person, host: Host, broken_on: date
) -> None:
    """Find another enterprise for somebody whose placement was broken off."""
    starts_on = next_working_day(broken_on, 10)
    stay = Stay(starts_on, group.timeline.last_day_of_module(3), next_working_day(broken_on))
    row = placing.propose(group, person, placing.find_host(group.story.path, host), stay)
    if starts_on <= placing.today:
        placing.carry_out(row)


def _prepare(placing: Placing, group: Group, number: int, host: Host) -> None:
    """Prepare a stay that is still to come: asked, answered or not, or not yet asked."""
    random, person = placing.random, group.people[number]
    starts_on = group.timeline.first_enterprise_day(2)
    ends_on = group.timeline.last_day_of_module(3)
    long_ago = placing.today - timedelta(days=random.randint(11, 24))
    lately = placing.today - timedelta(days=random.randint(1, 5))
    if person.name == story.APPRENTICE_NAME:
        placing.propose(group, person, host, Stay(starts_on, ends_on, lately))
    elif number % 5 == 0:
        placing.propose(group, person, host, Stay(starts_on, ends_on, long_ago))
    elif number % 5 in {1, 2}:
        placing.carry_out(placing.propose(group, person, host, Stay(starts_on, ends_on, long_ago)))
    elif number % 10 == 3:
        refuse(placing, placing.propose(group, person, host, Stay(starts_on, ends_on, long_ago)))
        other = placing.find_host(group.story.path, host)
        placing.propose(group, person, other, Stay(starts_on, ends_on, lately))
    elif number % 10 == 8:
        placing.propose(group, person, host, Stay(starts_on, ends_on, lately))


def refuse(placing: Placing, row: Row) -> None:
    """Let the enterprise decline within ten days."""
    day = next_working_day(row["proposed_on"], placing.random.randint(2, 7))
    reason = written_reason(*placing.random.choice(REFUSALS))
    end(row, PlacementStatus.DECLINED, day, reason)


def cancel(row: Row, day: date) -> None:
    """Give up waiting for an answer."""
    end(row, PlacementStatus.CANCELLED, day, written_reason(EndReason.NO_ANSWER, None))
