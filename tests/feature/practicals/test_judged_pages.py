"""What the pages of an attempt say of its measures: no more than was judged."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from school.curriculum.lesson_models import CurriculumVersion
from school.practicals.entry_rules import STOP_MARK
from school.practicals.models import Assessment
from school.practicals.rules import Verdict
from school.practicals.sheet_models import PracticalSheet
from school.practicals.sheet_rules import Content, Gate, Measured
from tests.factories.lessons import newest_version_id
from tests.factories.packs import load_later, with_limit
from tests.factories.practicals import make_sheet
from tests.factories.records import make_assessment, make_measure, task_of
from tests.feature.practicals.conftest import TrainingClass
from tests.support.people import People

HELD = "Chaque mesure tient ses limites."
IMPOSSIBLE = Decimal(99)
"""A loss in dB that no form takes; an import may bring it."""


def splice_of(session: Session, training: TrainingClass, value: Decimal) -> Assessment:
    made = make_assessment(session, training.first, task=task_of(session, "PA-06"))
    make_measure(session, made, reference="loss", value=value)
    session.commit()
    return made


def page_of(people: People, made: Assessment) -> str:
    return people.client("trainer").get(f"/practicals/{made.reference}").text


def measures_of(page: str) -> str:
    return page.split('aria-labelledby="measures"')[1].split("</section>", maxsplit=1)[0]


def test_what_was_judged_and_holds_is_said_to_hold(
    people: People, training: TrainingClass, session: Session
) -> None:
    page = page_of(people, splice_of(session, training, Decimal("0.25")))
    assert HELD in page
    assert "tenu" in measures_of(page)


def test_an_impossible_value_of_an_import_does_not_hold(
    people: People, training: TrainingClass, session: Session
) -> None:
    page = page_of(people, splice_of(session, training, IMPOSSIBLE))
    assert HELD not in page
    assert "tenu" not in measures_of(page)
    assert "impossible" in measures_of(page)


def test_a_measure_that_the_task_does_not_know_does_not_hold(
    people: People, training: TrainingClass, session: Session
) -> None:
    made = make_assessment(session, training.first, task=task_of(session, "PA-06"))
    make_measure(session, made, reference="colour")
    session.commit()
    page = page_of(people, made)
    assert "mesure que la tâche ne connaît pas" in page
    assert HELD not in page


def test_a_value_of_an_attempt_that_safety_stopped_is_noted_and_not_judged(
    people: People, training: TrainingClass, session: Session
) -> None:
    made = make_assessment(
        session,
        training.first,
        task=task_of(session, "PA-06"),
        verdict=Verdict.NOT_ACQUIRED,
        note=f"{STOP_MARK}Arrêt : sans lunettes",
    )
    make_measure(session, made, reference="loss", value=Decimal("0.9"))
    session.commit()
    page = page_of(people, made)
    assert "tenu" not in measures_of(page)
    assert "noté" in measures_of(page)


def signed(session: Session, made: Assessment, version: str) -> PracticalSheet:
    content = Content(
        gates=(Gate("laser", "Laser éteint ?", "Laser off?", True),),
        measures=(Measured("loss", Decimal("0.25"), "dB"),),
    )
    return make_sheet(
        session,
        made,
        content=content.as_plain(),
        computed=Verdict.ACQUIRED,
        curriculum_version=version,
    )


def test_an_attempt_stays_judged_by_the_version_that_its_sheet_names(
    people: People, training: TrainingClass, session: Session
) -> None:
    made = splice_of(session, training, Decimal("0.25"))
    now = session.get_one(CurriculumVersion, newest_version_id(session))
    signed(session, made, now.version)
    training.cohort.curriculum_version_id = load_later(session, with_limit("PA-06", "loss", "0.10"))
    session.commit()
    page = page_of(people, made)
    assert "au plus 0,3" in page
    assert HELD in page
    assert "verdict a été choisi autrement" not in page


@pytest.mark.parametrize("is_last", [True, False])
def test_a_version_that_is_not_loaded_is_said_on_the_page(
    people: People, training: TrainingClass, session: Session, is_last: bool
) -> None:
    made = splice_of(session, training, Decimal("0.25"))
    sheet = signed(session, made, "1999.1")
    session.commit()
    address = made.reference if is_last else f"sheets/{sheet.reference}"
    page = people.client("trainer").get(f"/practicals/{address}").text
    assert "1999.1, qui n’est pas chargée ici" in measures_of(page)
