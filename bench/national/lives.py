"""What becomes of a generated trainee: training, work in an enterprise, offers, hires, news.

The shares are made up but plausible; what matters is that every rule of the indicators has
people to decide about: facts corrected later, contested or heard of too early, second contracts.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from school.hiring.rules import Contract, Decision, Evidence, SituationKind
from school.placements.rules import PlacementStatus

Rows = dict[str, list[dict[str, Any]]]

DAYS_OF_TRAINING = 224
CONTRACTS = (*Contract,)
SHARES_OF_CONTRACTS = (38, 40, 14, 5, 3)
EVIDENCE = (*Evidence,)
SHARES_OF_EVIDENCE = (15, 50, 35)
NEWS = (*SituationKind,)
SHARES_OF_NEWS = (14, 12, 48, 20, 1, 1, 4)
ENDS = (PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF, PlacementStatus.CANCELLED)
SHARES_OF_ENDS = (86, 9, 5)
DECISIONS = (*Decision,)
SHARES_OF_DECISIONS = (12, 68, 14, 6)


@dataclass(frozen=True)
class Course:
    """A cohort of the generated country, and the enterprises and tutors its people work with."""

    cohort_id: int
    starts_on: date
    first_enterprise: int
    enterprises: int


class Lives:
    """Draws the lives of one school's people and keeps them as rows, table by table."""

    def __init__(self, random: Random, today: date) -> None:
        self.random = random
        self.today = today
        self.rows: Rows = defaultdict(list)

    def live(self, trainee_id: int, course: Course) -> None:
        """Draw one person's way through a cohort and what follows it."""
        random = self.random
        enters = random.random() < 0.88
        row: dict[str, Any] = {
            "trainee_id": trainee_id,
            "cohort_id": course.cohort_id,
            "version": 1,
            "applied_on": course.starts_on - timedelta(days=random.randrange(20, 90)),
            "enrolled_on": course.starts_on if enters else None,
            **dict.fromkeys(("withdrawn_on", "completed_on", "certified_on")),
        }
        self.rows["enrolments"].append(row)
        if not enters:
            return
        if random.random() < 0.9:
            self._place(trainee_id, course)
        exit_on = self._leave(row, course.starts_on)
        if exit_on is not None:
            self._after(trainee_id, course, exit_on)

    def _leave(self, row: dict[str, Any], starts_on: date) -> date | None:
        random, ends_on = self.random, starts_on + timedelta(days=DAYS_OF_TRAINING)
        if random.random() < 0.1:
            row["withdrawn_on"] = self._by_now(starts_on + timedelta(days=random.randrange(200)))
            return None
        completed_on = row["completed_on"] = self._by_now(ends_on)
        if completed_on and random.random() < 0.92:
            row["certified_on"] = self._by_now(ends_on + timedelta(days=random.randrange(3) * 12))
        return completed_on

    def _by_now(self, day: date) -> date | None:
        return day if day <= self.today else None

    def _employer(self, course: Course) -> int:
        return course.first_enterprise + self.random.randrange(course.enterprises)

    def _place(self, trainee_id: int, course: Course) -> None:
        first = course.starts_on + timedelta(days=40)
        last = course.starts_on + timedelta(days=DAYS_OF_TRAINING)
        status = self.random.choices(ENDS, SHARES_OF_ENDS)[0]
        if last >= self.today:
            status = PlacementStatus.LIVE if first <= self.today else PlacementStatus.CONFIRMED
        enterprise = self._employer(course)
        number = len(self.rows["placements"])
        self.rows["placements"].append(
            {
                "reference": f"P-{course.first_enterprise}-{number}",
                "trainee_id": trainee_id,
                "cohort_id": course.cohort_id,
                "enterprise_id": enterprise,
                "tutor_id": enterprise,
                "version": 1,
                "starts_on": first,
                "ends_on": last,
                "status": status,
                "proposed_on": first - timedelta(days=30),
                "confirmed_on": first - timedelta(days=20),
                "ended_on": last if status in ENDS else None,
            }
        )

    def _after(self, trainee_id: int, course: Course, exit_on: date) -> None:
        random = self.random
        if random.random() < 0.4:
            self._offer(trainee_id, course, exit_on)
        day = exit_on + timedelta(days=random.randrange(-40, 230))
        work = random.random()
        if work < 0.76:
            self._hire(trainee_id, course, day)
        if work < 0.15:
            self._hire(trainee_id, course, day + timedelta(days=random.randrange(100, 400)))
        if work > 0.62 and random.random() < 0.8:
            self._news(trainee_id, course, exit_on + timedelta(days=random.randrange(120, 420)))

    def _offer(self, trainee_id: int, course: Course, exit_on: date) -> None:
        random = self.random
        day = exit_on - timedelta(days=random.randrange(60))
        decision = random.choices(DECISIONS, SHARES_OF_DECISIONS)[0]
        self._fact(
            "offers",
            course,
            day,
            trainee_id=trainee_id,
            enterprise_id=self._employer(course),
            offered_on=day,
            firm=random.random() < 0.85,
            decision=decision,
            decided_on=None if decision is Decision.PENDING else day + timedelta(days=7),
        )

    def _hire(self, trainee_id: int, course: Course, day: date) -> None:
        random = self.random
        contract = random.choices(CONTRACTS, SHARES_OF_CONTRACTS)[0]
        lasts = None if contract is Contract.OPEN_ENDED else random.randrange(20, 400)
        partner = random.random() < 0.7
        self._fact(
            "hires",
            course,
            day,
            trainee_id=trainee_id,
            enterprise_id=self._employer(course) if partner else None,
            employer_name=None if partner else f"Employeur {random.randrange(5000)}",
            contract=contract,
            starts_on=day,
            ends_on=None if lasts is None else day + timedelta(days=lasts),
            in_trade=random.choices((True, False, None), (70, 20, 10))[0],
            evidence=random.choices(EVIDENCE, SHARES_OF_EVIDENCE)[0],
            contested=random.random() < 0.02,
        )

    def _news(self, trainee_id: int, course: Course, day: date) -> None:
        random = self.random
        lasts = random.choice((None, 60, 120, 400))
        self._fact(
            "situations",
            course,
            day,
            trainee_id=trainee_id,
            situation=random.choices(NEWS, SHARES_OF_NEWS)[0],
            observed_on=day,
            starts_on=day - timedelta(days=random.randrange(60)),
            ends_on=None if lasts is None else day + timedelta(days=lasts),
            full_time=random.random() < 0.8,
            evidence=random.choices(EVIDENCE, SHARES_OF_EVIDENCE)[0],
        )

    def _fact(self, table: str, course: Course, day: date, **values: Any) -> None:
        """Keep a fact, and of one in five an earlier row that it superseded."""
        random, rows = self.random, self.rows[table]
        recorded_on = day + timedelta(days=random.randrange(1, 90))
        if recorded_on > self.today:
            return
        values["reference"] = f"{table[0].upper()}-{course.first_enterprise}-{len(rows)}"
        if random.random() < 0.2:
            weaker = {"evidence": Evidence.DECLARED} if "evidence" in values else {}
            earlier = recorded_on - timedelta(days=random.randrange(1, 60))
            rows.append({**values, **weaker, "recorded_on": earlier})
        rows.append({**values, "recorded_on": recorded_on})
