"""What a verdict « acquired » is worth stands beside it, on the pages and on paper."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from sqlalchemy.orm import Session

from school.curriculum.rules import Threshold
from school.practicals.models import Assessment
from school.practicals.rules import Verdict
from school.practicals.sheet_models import PracticalSheet
from school.practicals.sheet_rules import Content, Measured
from school.practicals.trace_opinions import only_estimated
from tests.factories.practicals import make_sheet, make_trace
from tests.factories.records import make_assessment, make_measure, task_of
from tests.feature.practicals.conftest import TrainingClass
from tests.support.people import People
from tests.support.sor_examples import synthetic, turned_round

ALONE = "Estimation de la soudeuse seule : ce n’est pas une recette."
SERIES = [
    Threshold("estimate", repeats=4),
    Threshold("loss_ab", repeats=4, required=False),
    Threshold("loss_ba", repeats=4, required=False),
    Threshold("mean_loss", repeats=4, required=False, average_of=("loss_ab", "loss_ba")),
]


def attempt(
    session: Session,
    training: TrainingClass,
    values: dict[str, str],
    task: str = "PA-05",
    verdict: Verdict = Verdict.ACQUIRED,
) -> tuple[Assessment, PracticalSheet]:
    made = make_assessment(
        session,
        training.first,
        task=task_of(session, task),
        assessed_on=date(2026, 3, 10),
        verdict=verdict,
    )
    for name, value in values.items():
        make_measure(session, made, reference=name, value=Decimal(value))
    measures = tuple(Measured(name, Decimal(value), "dB") for name, value in values.items())
    return made, make_sheet(session, made, content=Content(measures=measures).as_plain())


def pages(people: People, made: Assessment, sheet: PracticalSheet) -> list[str]:
    client = people.client("trainer")
    paper = PdfReader(BytesIO(client.get(f"/practicals/sheets/{sheet.reference}.pdf").data))
    texts = [
        client.get(f"/practicals/{made.reference}").text,
        client.get(f"/practicals/sheets/{sheet.reference}").text,
        " ".join(page.extract_text() for page in paper.pages),
    ]
    return [" ".join(text.replace("\u00a0", " ").split()) for text in texts]


@given(
    estimated=st.sets(st.integers(1, 4)),
    both=st.sets(st.integers(1, 4)),
    one_way=st.sets(st.integers(1, 4)),
)
@settings(max_examples=40)
def test_a_splice_is_only_estimated_until_both_ways_are_measured(
    estimated: set[int], both: set[int], one_way: set[int]
) -> None:
    values = {f"estimate-{place:02d}": Decimal("0.04") for place in estimated}
    values |= {f"loss_ab-{place:02d}": Decimal("0.04") for place in both | one_way}
    values |= {f"loss_ba-{place:02d}": Decimal("0.04") for place in both}
    assert only_estimated(values, SERIES) == (len(estimated - both), len(estimated))
    assert only_estimated(values, SERIES[:1]) == (0, 0), "such a task asks for no mean"


@pytest.mark.parametrize(
    ("values", "said", "unsaid"),
    [
        ({"estimate-01": "0.04", "estimate-02": "0.05"}, ALONE, "La courbe"),
        (
            {"estimate-01": "0.04", "estimate-02": "0.05", "mean_loss-01": "0.04"},
            "1 soudure n’a que l’estimation de la soudeuse",
            ALONE,
        ),
        ({"estimate-01": "0.04", "mean_loss-01": "0.04"}, "Verdict", "pas une recette"),
    ],
)
def test_an_estimate_is_no_acceptance(
    people: People,
    training: TrainingClass,
    session: Session,
    values: dict[str, str],
    said: str,
    unsaid: str,
) -> None:
    made, sheet = attempt(session, training, values)
    session.commit()
    for page in pages(people, made, sheet):
        assert said in page
        assert unsaid not in page


def test_both_ways_of_a_fibre_prove_what_was_only_estimated(
    people: People, training: TrainingClass, session: Session
) -> None:
    made, sheet = attempt(session, training, {"estimate-01": "0.04", "estimate-02": "0.05"})
    make_trace(session, sheet)
    make_trace(session, sheet, turned_round(synthetic()), position=1)
    session.commit()
    for page in pages(people, made, sheet):
        assert "pas une recette" not in page
        assert "autre chose que le verdict" not in page


@pytest.mark.parametrize("verdict", [Verdict.ACQUIRED, Verdict.NOT_ACQUIRED])
def test_a_curve_that_breaks_a_limit_is_said_beside_the_verdict(
    people: People, training: TrainingClass, session: Session, verdict: Verdict
) -> None:
    losses = {"insertion_loss_1550": "0.2", "return_loss_1550": "60"}
    made, sheet = attempt(session, training, losses, "PA-07", verdict)
    make_trace(session, sheet, name="prise.sor")
    session.commit()
    said = "La courbe « prise.sor » dit autre chose que le verdict : 1 événement hors seuil."
    for page in pages(people, made, sheet):
        assert (said in page) == (verdict is Verdict.ACQUIRED)


def test_the_mean_of_both_ways_speaks_for_its_two_curves(
    people: People, training: TrainingClass, session: Session
) -> None:
    file, (first, gain, splice, end) = synthetic(), synthetic().events
    lossy = file.but(
        events=[first, gain, splice.__class__(3, splice.time, 200, 400, 0, b"0F9999"), end]
    )
    made, sheet = attempt(session, training, {"splice_loss": "0.04"}, "PA-13")
    names: Sequence[str] = ("de-A.sor", "de-B.sor")
    make_trace(session, sheet, lossy, name=names[0])
    make_trace(session, sheet, turned_round(file), name=names[1], position=1)
    session.commit()
    said = (
        "Les courbes « de-A.sor » et « de-B.sor » disent autre chose que le verdict :"
        " 1 événement hors seuil dans les deux sens."
    )
    for page in pages(people, made, sheet):
        assert said in page
        assert "La courbe « " not in page.replace("La courbe « de-A.sor » est prise", "")
