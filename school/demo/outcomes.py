"""What becomes of people after the training: offers, hires, situations, and how it is known."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from school.core.calendar import add_months
from school.demo.draft import Draft, Row
from school.demo.immersion import Immersion
from school.demo.people import Group, Person
from school.demo.rules import Destiny, next_working_day
from school.hiring.models import Hire, Offer, Situation
from school.hiring.rules import Contract, Decision, Evidence, SituationKind

MONTHS_OF_FOLLOW_UP = 6
OTHER_EMPLOYERS = (
    "Horizon Câbles Togo",
    "Réseaux de la Volta",
    "Électricité Dantokpa",
    "Bâti Services Calavi",
)
OUT_OF_TRADE_EMPLOYER = "Supermarché Le Palmier"
CONTESTED_COHORT, OUT_OF_TRADE_COHORTS = 4, frozenset({1, 3})
"""Places, from 0, of the cohorts in which one hire is contested, and one is in another trade."""


class Outcomes:
    """Writes what became of people, as far as it was learned up to a day."""

    def __init__(self, draft: Draft, random: Random, today: date) -> None:
        self.draft = draft
        self.random = random
        self.today = today

    def offer(self, immersion: Immersion, day: date, decision: Decision, *, firm: bool) -> None:
        """Add an offer by the enterprise of a placement."""
        decided_on = None
        if decision is not Decision.PENDING:
            decided_on = min(day + timedelta(days=self.random.randint(1, 12)), self.today)
        recorded_on = max(self._learned(day, 8), decided_on or day)
        self.draft.add(
            Offer,
            reference=f"O-{len(self.draft.rows[Offer]) + 1:04d}",
            trainee=immersion.person.reference,
            enterprise=immersion.row["enterprise"],
            offered_on=day,
            firm=firm,
            contract=self.random.choice((Contract.OPEN_ENDED, Contract.FIXED_TERM)),
            decision=decision,
            decided_on=decided_on,
            recorded_on=recorded_on,
        )

    def hire(self, person: Person, day: date, evidence: Evidence, **values: object) -> Row:
        """Add a hire that the school learned of some weeks later."""
        reference = f"H-{len(self.draft.rows[Hire]) + 1:04d}"
        row: Row = {
            "reference": reference,
            "trainee": person.reference,
            "enterprise": None,
            "employer_name": None,
            "contract": self.random.choices(
                (Contract.OPEN_ENDED, Contract.FIXED_TERM, Contract.TEMPORARY), (50, 40, 10)
            )[0],
            "starts_on": day,
            "ends_on": None,
            "in_trade": self.random.choices((True, None), (92, 8))[0],
            "evidence": evidence,
            "contested": False,
            "recorded_on": self._learned(day, 40),
            **values,
        }
        if row["enterprise"] is None and row["employer_name"] is None:
            row["employer_name"] = self.random.choice(OTHER_EMPLOYERS)
        if row["contract"] is not Contract.OPEN_ENDED and row["ends_on"] is None:
            row["ends_on"] = day + timedelta(days=self.random.choice((89, 181, 364)))
        return self.draft.add(Hire, **row)

    def situation(
        self, person: Person, kind: SituationKind, day: date, evidence: Evidence, **values: object
    ) -> None:
        """Add what a person was found to do on a day."""
        self.draft.add(
            Situation,
            reference=f"X-{len(self.draft.rows[Situation]) + 1:04d}",
            trainee=person.reference,
            situation=kind,
            **{"observed_on": day, "starts_on": None, "ends_on": None, "full_time": None} | values,
            evidence=evidence,
            recorded_on=self._learned(day, 5),
        )

    def _learned(self, day: date, days: int) -> date:
        return min(day + timedelta(days=self.random.randint(1, days)), max(day, self.today))


@dataclass(frozen=True)
class Leaver:
    """Somebody whose cohort has ended, with the last placement; `odd` when the case is special."""

    person: Person
    exit_on: date
    immersion: Immersion | None
    odd: bool


def follow_up(
    outcomes: Outcomes, group: Group, number: int, immersions: dict[tuple[str, str], Immersion]
) -> None:
    """Write what became of the people of a cohort that has ended, and the offers they had."""
    exit_on = group.timeline.certified_on
    if exit_on > outcomes.today:
        return
    odd = {
        Destiny.HIRED: number in OUT_OF_TRADE_COHORTS,
        Destiny.SILENT: number == CONTESTED_COHORT,
    }
    for person in group.people:
        if write := WRITERS.get(person.destiny):
            immersion = immersions.get((person.reference, group.reference))
            write(outcomes, Leaver(person, exit_on, immersion, odd.pop(person.destiny, False)))


def _hired(outcomes: Outcomes, leaver: Leaver) -> None:
    random, exit_on, person = outcomes.random, leaver.exit_on, leaver.person
    latest = min(add_months(exit_on, MONTHS_OF_FOLLOW_UP), outcomes.today) - timedelta(days=2)
    delay = min(int(random.lognormvariate(3.7, 0.7)), (latest - exit_on).days - 8)
    day = min(next_working_day(exit_on, delay), latest)
    evidence = random.choices((Evidence.CONFIRMED, Evidence.DOCUMENT_SEEN), (60, 40))[0]
    if leaver.odd:
        outcomes.hire(person, day, evidence, in_trade=False, employer_name=OUT_OF_TRADE_EMPLOYER)
        return
    values: dict[str, object] = {}
    if leaver.immersion is not None and random.random() < 0.65:
        values["enterprise"] = leaver.immersion.row["enterprise"]
        offered_on = min(leaver.immersion.last_day, day) - timedelta(days=random.randint(0, 20))
        if random.random() < 0.8:
            outcomes.offer(leaver.immersion, offered_on, Decision.ACCEPTED, firm=True)
    row = outcomes.hire(person, day, evidence, **values)
    if random.random() < 0.25:
        _heard_first(outcomes, row)


def _heard_first(outcomes: Outcomes, row: Row) -> None:
    """Let a hire be declared by the person first, and confirmed by the employer later."""
    heard_on = row["starts_on"] + timedelta(days=1)
    if heard_on < row["recorded_on"]:
        declared = {"evidence": Evidence.DECLARED, "recorded_on": heard_on}
        outcomes.draft.add(Hire, **{**row, **declared})


def _self_employed(outcomes: Outcomes, leaver: Leaver) -> None:
    day = leaver.exit_on + timedelta(days=outcomes.random.randint(30, 110))
    kind, evidence = SituationKind.SELF_EMPLOYED, Evidence.DOCUMENT_SEEN
    outcomes.situation(leaver.person, kind, day, evidence, starts_on=day)


def _seeking(outcomes: Outcomes, leaver: Leaver) -> None:
    random = outcomes.random
    horizon = add_months(leaver.exit_on, MONTHS_OF_FOLLOW_UP)
    day = min(horizon + timedelta(days=random.randint(0, 12)), outcomes.today)
    kind = SituationKind.INACTIVE if random.random() < 0.15 else SituationKind.SEEKING
    outcomes.situation(leaver.person, kind, day, Evidence.DECLARED)
    if leaver.immersion is not None and random.random() < 0.35:
        offered_on = leaver.immersion.last_day - timedelta(days=7)
        outcomes.offer(leaver.immersion, offered_on, Decision.DECLINED, firm=True)


def _silent(outcomes: Outcomes, leaver: Leaver) -> None:
    """Nothing that counts: contested, said by the person alone, heard too early, or no news."""
    random, person, immersion = outcomes.random, leaver.person, leaver.immersion
    day = next_working_day(leaver.exit_on, random.randint(20, 60))
    if leaver.odd and immersion is not None:
        outcomes.offer(immersion, immersion.last_day, Decision.ACCEPTED, firm=True)
        employer = immersion.row["enterprise"]
        outcomes.hire(person, day, Evidence.CONFIRMED, contested=True, enterprise=employer)
    elif random.random() < 0.25:
        outcomes.hire(person, day, Evidence.DECLARED)
    elif random.random() < 0.4:
        _said_alone(outcomes, person, day)
    elif immersion is not None and random.random() < 0.3:
        outcomes.offer(immersion, immersion.last_day, Decision.PENDING, firm=False)


def _said_alone(outcomes: Outcomes, person: Person, day: date) -> None:
    """Let somebody say, without a document, that there is work of one's own, or none yet."""
    if len(outcomes.draft.rows[Situation]) % 3:
        outcomes.situation(person, SituationKind.SEEKING, day, Evidence.DECLARED)
    else:
        kind, evidence = SituationKind.SELF_EMPLOYED, Evidence.DECLARED
        outcomes.situation(person, kind, day, evidence, starts_on=day)


def _studying(outcomes: Outcomes, leaver: Leaver) -> None:
    day = leaver.exit_on + timedelta(days=45)
    outcomes.situation(
        leaver.person,
        SituationKind.STUDYING,
        day,
        Evidence.DOCUMENT_SEEN,
        starts_on=day,
        ends_on=day + timedelta(days=640),
        full_time=True,
    )


def _ill(outcomes: Outcomes, leaver: Leaver) -> None:
    day = leaver.exit_on + timedelta(days=70)
    kind, evidence = SituationKind.MEDICAL, Evidence.DOCUMENT_SEEN
    outcomes.situation(leaver.person, kind, day, evidence, starts_on=day)


WRITERS = {
    Destiny.HIRED: _hired,
    Destiny.SELF_EMPLOYED: _self_employed,
    Destiny.SEEKING: _seeking,
    Destiny.SILENT: _silent,
    Destiny.STUDYING: _studying,
    Destiny.ILL: _ill,
}


def still_to_decide(outcomes: Outcomes, immersions: list[Immersion], count: int) -> None:
    """Add offers to people who still train: made lately, not yet answered."""
    for immersion in immersions[:count]:
        day = outcomes.today - timedelta(days=outcomes.random.randint(2, 15))
        outcomes.offer(immersion, max(day, immersion.row["starts_on"]), Decision.PENDING, firm=True)
