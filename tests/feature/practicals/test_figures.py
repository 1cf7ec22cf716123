"""What a cohort’s practicals come to, held against a plain count, and how trainers judge."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import Staff
from school.cohorts.models import Cohort
from school.practicals.figures import queries
from school.practicals.models import Assessment, Measure
from school.practicals.rules import Verdict
from tests.factories.practicals import make_sheet
from tests.factories.records import (
    make_assessment,
    make_cohort,
    make_enrolment,
    make_measure,
    make_staff,
    task_of,
)
from tests.feature.practicals.conftest import TrainingClass
from tests.support.people import People

TODAY = date(2026, 3, 10)
SINCE = date(2024, 3, 10)
TASKS = ("PA-04", "PA-05", "PA-06")


def figures_of(training: TrainingClass) -> str:
    return f"/practicals/figures/{training.cohort.reference}"


def filled(session: Session, cohort: Cohort, trainers: list[Staff | None], seed: int) -> None:
    """Let twelve people of a cohort try every task up to three times, at random."""
    random = Random(seed)  # noqa: S311 - the same numbers each time
    for _ in range(12):
        enrolment = make_enrolment(session, cohort)
        for task in TASKS:
            for _ in range(random.randint(0, 3)):
                trainer = random.choice(trainers)
                verdict = random.choice(list(Verdict))
                assessment = make_assessment(
                    session, enrolment, task=task_of(session, task), verdict=verdict,
                    trainer_id=trainer.id if trainer else None,
                    assessed_on=TODAY - timedelta(days=random.choice([3, 20, 30, 900])),
                )  # fmt: skip
                if random.random() < 0.8:
                    minutes = Decimal(random.randint(5, 25))
                    make_measure(
                        session, assessment, reference="minutes", value=minutes, unit="min"
                    )
                make_measure(session, assessment, reference="loss", value=Decimal("0.1"))


@pytest.fixture
def trainers(people: People, session: Session) -> list[Staff | None]:
    return [
        people.staff("trainer"),
        make_staff(session, school=people.school, name="Mireille Ahouansou"),
        make_staff(session, school=people.school, name="Noël Zannou"),
        None,
    ]


@pytest.fixture(params=[1, 2])
def two_cohorts(
    request: pytest.FixtureRequest, session: Session, people: People, training: TrainingClass,
    trainers: list[Staff | None],
) -> list[Assessment]:  # fmt: skip
    """All attempts of a school with two cohorts, the earliest first; another school has its own."""
    other = make_cohort(session, people.school)
    for place, cohort in enumerate((training.cohort, other, make_cohort(session))):
        filled(session, cohort, trainers, request.param + 10 * place)
    session.commit()
    own = Assessment.cohort_id.in_([training.cohort.id, other.id])
    query = select(Assessment).where(own).order_by(Assessment.assessed_on, Assessment.reference)
    return list(session.scalars(query))


def test_first_attempts_agree_with_a_plain_count(
    session: Session, training: TrainingClass, trainers: list[Staff | None],
    two_cohorts: list[Assessment],
) -> None:  # fmt: skip
    first: dict[tuple[int, int, int], Assessment] = {}
    for row in two_cohorts:
        first.setdefault((row.trainee_id, row.cohort_id, row.task_id), row)
    plain = Counter(
        (row.task_id, row.trainer_id, row.cohort_id == training.cohort.id,
         row.assessed_on >= SINCE, row.verdict is Verdict.ACQUIRED)
        for row in first.values()
    )  # fmt: skip
    counts, names = queries.first_attempts(session, training.cohort, SINCE, TODAY)
    found: Counter[tuple[int, int | None, bool, bool, bool]] = Counter()
    for one in counts:
        key = (one.task_id, one.trainer_id, one.own, one.recent)
        found[(*key, True)] += one.acquired
        found[(*key, False)] += one.tried - one.acquired
    assert +found == plain
    assert set(names.values()) == {one.name for one in trainers if one}


def test_times_agree_with_a_plain_count(
    session: Session, training: TrainingClass, two_cohorts: list[Assessment]
) -> None:
    measures = session.scalars(select(Measure).where(Measure.reference == "minutes"))
    noted = {one.assessment_reference: one.value for one in measures}
    times = queries.times_taken(session, training.cohort, SINCE, TODAY)
    for task in TASKS:
        number = task_of(session, task).id
        rows = [
            row
            for row in two_cohorts
            if row.verdict is Verdict.ACQUIRED and row.reference in noted and row.task_id == number
        ]
        cohort = [noted[row.reference] for row in rows if row.cohort_id == training.cohort.id]
        school = [noted[row.reference] for row in rows if row.assessed_on >= SINCE]
        assert times.cohort.get(number, Counter()) == Counter(cohort)
        assert times.school.get(number, Counter()) == Counter(school)


def test_a_corrected_attempt_counts_once_as_last_known(
    session: Session, training: TrainingClass
) -> None:
    row = make_assessment(session, training.first, verdict=Verdict.NOT_ACQUIRED)
    make_assessment(session, training.first, reference=row.reference, recorded_on=date(2026, 2, 28))
    session.commit()
    (one,), _ = queries.first_attempts(session, training.cohort, SINCE, TODAY)
    assert (one.acquired, one.tried) == (1, 1)
    (one,), _ = queries.first_attempts(session, training.cohort, SINCE, date(2026, 2, 21))
    assert (one.acquired, one.tried) == (0, 1)


def judged(session: Session, cohort: Cohort, trainer: Staff, acquired: int, failed: int) -> None:
    for place in range(acquired + failed):
        verdict = Verdict.ACQUIRED if place < acquired else Verdict.NOT_ACQUIRED
        make_assessment(
            session, make_enrolment(session, cohort), trainer_id=trainer.id, verdict=verdict
        )


def test_the_director_sees_who_stands_apart_and_a_trainer_only_oneself(
    people: People, session: Session, training: TrainingClass, trainers: list[Staff | None]
) -> None:
    own, strict, few = filter(None, trainers)
    judged(session, training.cohort, own, 28, 2)
    judged(session, training.cohort, strict, 4, 16)
    session.commit()
    page = people.client("director").get(figures_of(training)).text.replace("\u00a0", " ")
    assert "2 formateurs s’écartent des autres" in page
    assert "Mireille Ahouansou" in page
    assert "ses premiers essais sont moins souvent acquis que chez les autres" in page
    assert "PA-05 Soudure par fusion échoue le plus : 18 premiers essais sur 50" in page
    page = people.client("trainer").get(figures_of(training)).text
    assert "Mireille Ahouansou" not in page
    assert "moins de 2 collègues" in page
    assert "Pas encore de quoi comparer" in page
    assert "distingue" not in page
    judged(session, training.cohort, few, 1, 2)
    session.commit()
    page = people.client("trainer").get(figures_of(training)).text
    assert "Vous vous écartez des autres" in page
    assert "ses premiers essais sont plus souvent acquis que chez les autres" in page
    assert "Zannou" not in page
    page = people.client("director").get(figures_of(training)).text
    assert "moins de 10 essais comparables" in page


def test_changed_verdicts_and_losses_stand_beside_those_of_colleagues(
    people: People, session: Session, training: TrainingClass, trainers: list[Staff | None]
) -> None:
    own, other, third = filter(None, trainers)
    for trainer, loss in ((own, "0.02"), (other, "0.08"), (third, "0.08")):
        for place in range(12):
            enrolment = make_enrolment(session, training.cohort)
            assessment = make_assessment(session, enrolment, trainer_id=trainer.id)
            value = Decimal(loss) + Decimal(place % 3) / 1000
            for name in ("loss_ab-01", "loss_ba-01"):
                make_measure(session, assessment, reference=name, value=value)
            make_measure(session, assessment, reference="loss_ab-02", value=Decimal(3))
            computed = Verdict.NOT_ACQUIRED if place < 3 and trainer is own else Verdict.ACQUIRED
            make_sheet(session, assessment, trainer_id=trainer.id, computed=computed)
    session.commit()
    for who, colleague in (("director", True), ("trainer", False)):
        page = people.client(who).get(figures_of(training)).text.replace("\u00a0", " ")
        assert "25,0 % (de 8,9 % à 53,2 % ; n = 12)" in page
        assert "0,021 dB, attendu 0,081 dB" in page
        assert ("0,081 dB, attendu 0,051 dB" in page) is colleague
        assert ("0,0 % (de" in page) is colleague


def test_the_losses_of_a_single_colleague_are_for_those_who_see_names(
    people: People, session: Session, training: TrainingClass, trainers: list[Staff | None]
) -> None:
    own, other, third = filter(None, trainers)
    for trainer, loss in ((own, "0.02"), (other, "0.08")):
        for _ in range(12):
            enrolment = make_enrolment(session, training.cohort)
            measured = make_assessment(session, enrolment, trainer_id=trainer.id)
            for name in ("loss_ab-01", "loss_ba-01"):
                make_measure(session, measured, reference=name, value=Decimal(loss))
    # Another colleague judged the same task, and measured nothing.
    judged(session, training.cohort, third, 6, 6)
    session.commit()
    for who, sees in (("director", True), ("trainer", False)):
        page = people.client(who).get(figures_of(training)).text.replace("\u00a0", " ")
        assert "Essais" in page
        assert "moins de 2 collègues" not in page
        assert ("attendu 0,080 dB" in page) is sees
        if not sees:
            assert "Rien ne vous distingue des autres, au hasard près" in page


def test_an_empty_cohort_says_how_to_begin(people: People, training: TrainingClass) -> None:
    page = people.client("trainer").get(figures_of(training)).text
    assert "Aucun essai dans cette promotion" in page
    assert "Entre formateurs" not in page
    grid = people.client("trainer").get(f"/practicals/grid/{training.cohort.reference}").text
    assert f'href="{figures_of(training)}"' in grid
