"""What was tried to learn what became of people: attempts, and employers who were asked."""

from datetime import date, timedelta
from random import Random

from school.core.calendar import add_months
from school.demo.draft import Draft, Row
from school.demo.people import Group, Person
from school.demo.rules import Destiny
from school.hiring.models import FollowUp, Hire, HireCheck
from school.hiring.rules import AttemptOutcome, Channel, CheckAnswer, Evidence

MONTHS = 6
FIRST_TRY_AFTER, BETWEEN_TRIES = 4, 16
"""Days after the delay has ended, and between two attempts."""

OUTCOMES = (
    (AttemptOutcome.NO_ANSWER, Channel.CALL),
    (AttemptOutcome.LINK_SENT, Channel.MESSAGE),
    (AttemptOutcome.WRONG_CONTACT, Channel.CALL),
    (AttemptOutcome.CALL_BACK, Channel.CALL),
    (AttemptOutcome.REFUSED, Channel.CALL),
)
LIKELY = (45, 30, 8, 12, 5)
NOTES = (None, None, None, "Le soir après 19 h.", "Sa sœur a répondu, transmettra.")
CONTACTS = (("Honorine Kiki", "honorine.kiki"), ("Basile Gbaguidi", "basile.gbaguidi"))
CONTEST = "Deux semaines d’essai seulement, sans contrat signé."


def write_attempts(draft: Draft, random: Random, group: Group, today: date) -> None:
    """Add the attempts to reach the people of a cohort of whom nothing certain was learned."""
    due_on = add_months(group.timeline.certified_on, MONTHS)
    trainer = next(row["name"] for row in _staff(draft) if row["email"] == group.trainer)
    for person in group.people:
        if person.destiny is Destiny.SILENT:
            _try(draft, random, group, person, due_on, today, trainer)
        elif person.destiny is Destiny.SEEKING and due_on <= today:
            call = (AttemptOutcome.REACHED, Channel.CALL)
            _note(draft, random, group, person, due_on, call, None, trainer)


def _staff(draft: Draft) -> list[Row]:
    return next(rows for table, rows in draft.rows.items() if table.__tablename__ == "staff")


def _try(
    draft: Draft, random: Random, group: Group, person: Person, due_on: date, today: date, by: str
) -> None:
    day = due_on + timedelta(days=random.randint(0, FIRST_TRY_AFTER))
    for _ in range(random.randint(0, 3)):
        if day > today:
            return
        outcome, channel = random.choices(OUTCOMES, LIKELY)[0]
        back = None
        if outcome is AttemptOutcome.CALL_BACK:
            back = day + timedelta(days=random.randint(3, 9))
        _note(draft, random, group, person, day, (outcome, channel), back, by)
        if outcome is AttemptOutcome.REFUSED:
            return
        day += timedelta(days=BETWEEN_TRIES + random.randint(-4, 9))


def _note(
    draft: Draft, random: Random, group: Group, person: Person, day: date,
    how: tuple[AttemptOutcome, Channel], back: date | None, by: str,
) -> None:  # fmt: skip
    outcome, channel = how
    draft.add(
        FollowUp,
        reference=f"F-{len(draft.rows[FollowUp]) + 1:04d}",
        trainee=person.reference,
        cohort=group.reference,
        months=MONTHS,
        attempted_on=day,
        channel=channel,
        outcome=outcome,
        call_back_on=back,
        made_by=by,
        note=random.choice(NOTES) if outcome is AttemptOutcome.NO_ANSWER else None,
    )


def ask_employers(draft: Draft, random: Random, today: date) -> None:
    """Add what employers were asked about hires that are contested, or declared alone."""
    latest: dict[str, Row] = {}
    for row in draft.rows[Hire]:
        known = latest.get(row["reference"])
        if known is None or row["recorded_on"] >= known["recorded_on"]:
            latest[row["reference"]] = row
    for reference, hire in latest.items():
        if hire["contested"]:
            _check(draft, random, reference, hire, today, CheckAnswer.CONTESTED)
        elif hire["evidence"] is Evidence.DECLARED:
            _check(draft, random, reference, hire, today, None)


def _check(
    draft: Draft, random: Random, reference: str, hire: Row, today: date, said: CheckAnswer | None
) -> None:
    name, mailbox = random.choice(CONTACTS)
    asked_on = min(hire["recorded_on"] + timedelta(days=2), today)
    answered_on = min(asked_on + timedelta(days=random.randint(1, 6)), today) if said else None
    draft.add(
        HireCheck,
        hire_reference=reference,
        contact_name=name,
        contact_email=f"{mailbox}@employeur.example",
        contact_phone=None,
        asked_on=asked_on,
        answer=said,
        answered_on=answered_on,
        answered_by=name if said else None,
        comment=CONTEST if said else None,
        settlement=None,
        settled_on=None,
        settled_by=None,
        reason=None,
    )
