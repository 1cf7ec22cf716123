"""What trainers read and decide about quizzes: results, figures of questions, windows."""

import re
from datetime import datetime
from decimal import Decimal
from statistics import correlation, mean

import html5lib
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort, Enrolment
from school.curriculum.lesson_models import CurriculumVersion
from school.learning.marking import Verdict
from school.learning.quizzes.models import QuizAttempt, QuizWindow
from school.learning.quizzes.rules import Purpose
from tests.factories.lessons import newest_version_id
from tests.factories.quizzes import make_answer, make_attempt, make_window
from tests.factories.records import make_cohort, make_enrolment
from tests.support.people import People
from tests.support.quiz_scenes import sit_down
from tests.unit.learning.samples import KINDS

SHARES: dict[str, list[float]] = {
    "K-single": [1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0],
    "K-multiple": [1, 0.5, 1, 0.5, 1, 0.5, 0.5, 0, 0.5, 0, 0.5, 0],
    "K-numeric": [1, 1, 0, 1, 1, 0, 1, 0, 1, 0, 0, 0],
    "K-ordering": [1.0] * 12,
}


@pytest.fixture
def cohort(people: People, session: Session) -> Cohort:
    """The cohort of the apprentice, with a quiz of one question of each kind."""
    return sit_down(people, session)


def answered(session: Session, cohort: Cohort, shares: dict[str, float], **values: object) -> None:
    """Let a new person of a cohort answer questions, each with a share of its point."""
    attempt = make_attempt(session, make_enrolment(session, cohort), **values)
    rows(session, attempt, shares)


def rows(session: Session, attempt: QuizAttempt, shares: dict[str, float]) -> None:
    for position, (code, share) in enumerate(shares.items(), start=1):
        make_answer(
            session,
            attempt,
            question=code,
            position=position,
            share=Decimal(str(share)),
            verdict=Verdict.RIGHT if share == 1 else Verdict.WRONG,
        )


def cells(text: str) -> dict[str, list[str]]:
    """Read a table of a page: by the words that begin a line, the words of its other cells."""
    root = html5lib.parse(text, namespaceHTMLElements=False)
    found = {}
    for line in root.iter("tr"):
        words = [" ".join("".join(cell.itertext()).split()) for cell in line]
        found[words[0].split(" ")[0]] = words[1:]
    return found


def newest(session: Session) -> str:
    return session.get_one(CurriculumVersion, newest_version_id(session)).version


def enrolment_of(session: Session, cohort: Cohort) -> Enrolment:
    return session.scalars(select(Enrolment).where(Enrolment.cohort_id == cohort.id)).one()


def url(cohort: Cohort, page: str = "") -> str:
    return f"/quizzes/cohorts/{cohort.reference}/modules/F0{page}"


def typed(text: str) -> dict[str, str]:
    """Read the fields of the form of a window."""
    root = html5lib.parse(text, namespaceHTMLElements=False)
    boxes = [one for one in root.iter("input") if str(one.get("name")).endswith("_at")]
    return {str(one.get("name")): one.get("value") or "" for one in boxes}


def test_figures_of_questions_are_those_of_a_plain_computation(
    people: People, session: Session, cohort: Cohort
) -> None:
    here = {"curriculum_version": newest(session)}
    people_of: list[dict[str, float]] = [
        {code: shares[at] for code, shares in SHARES.items()} | {"F0-Q01": 0} for at in range(12)
    ]
    for one in people_of:
        answered(session, cohort, {code: one[code] for code in SHARES}, number=1, **here)
    # Neither practice nor a second attempt nor another version nor another school counts.
    everything = dict.fromkeys(SHARES, 0.0)
    again = make_enrolment(session, cohort)
    rows(session, make_attempt(session, again, number=1, **here), {"K-hotspot": 1})
    rows(session, make_attempt(session, again, number=2, **here), everything)
    answered(session, cohort, everything, purpose=Purpose.PRACTICE, quiz="F0-01", **here)
    answered(session, cohort, everything, curriculum_version="2020.1")
    answered(session, make_cohort(session, people.other_school), everything, **here)
    session.commit()
    page = people.client("trainer").get(url(cohort, "/statistics"))
    assert page.status_code == 200
    shown = cells(page.text)
    for code, shares in SHARES.items():
        rest = [mean(share for other, share in had.items() if other != code) for had in people_of]
        same = len(set(shares)) == 1
        wanted = "—" if same else f"{correlation(shares, rest):.2f}".replace(".", ",")
        difficulty = f"{100 * mean(shares):.1f} %".replace(".", ",")
        assert shown[code] == ["12", difficulty, wanted.replace("-", "−")], code
    assert shown["K-hotspot"] == ["1 trop peu", "100,0 %", "—"]
    assert shown["K-matching"] == ["0 trop peu", "—", "—"]


def test_nothing_known_is_a_dash(people: People, session: Session, cohort: Cohort) -> None:
    shown = cells(people.client("trainer").get(url(cohort, "/statistics")).text)
    assert {code for code in shown if code.startswith("K-")} == {f"K-{kind}" for kind in KINDS}
    assert all(shown[f"K-{kind}"] == ["0 trop peu", "—", "—"] for kind in KINDS)
    results = people.client("trainer").get(url(cohort)).text
    lines = [line for name, line in cells(results).items() if name != "Nom"]
    assert lines == [["—", "—"]]


def test_results_have_the_best_mark_and_every_attempt(
    people: People, session: Session, cohort: Cohort
) -> None:
    enrolment = enrolment_of(session, cohort)
    for number, mark in ((1, "39.5"), (2, "72"), (3, "55.25")):
        make_attempt(
            session, enrolment, number=number, mark=Decimal(mark), received_late=number == 3
        )
    session.commit()
    client = people.client("trainer")
    text = client.get(url(cohort)).text
    assert enrolment.trainee.full_name in text
    [line] = [line for name, line in cells(text).items() if name != "Nom"]
    assert line[0].startswith("72 %")
    assert "suffisante" in line[0]
    # Half up, as every rounded figure.
    assert re.findall(r"Essai (\d) : (\d+) %", line[1]) == [("1", "40"), ("2", "72"), ("3", "55")]
    assert line[1].count("reçu en retard") == 1
    listed = cells(client.get(f"/quizzes/cohorts/{cohort.reference}").text)
    assert listed["F0"][1:] == ["1", "3"]


def test_the_bank_has_every_answer(people: People, cohort: Cohort) -> None:
    text = people.client("trainer").get("/quizzes/modules/F0/bank").text
    for words in (
        "Vert", "Lunettes", "C’est faux", "0,35", "round(length * loss, 2)", "Jaune → OS2",
        "Dénuder", "Réflectomètre / OTDR", "Zone 1 · Férule",
    ):  # fmt: skip
        assert words in text, words
    assert text.count("Bonne réponse") == len(KINDS)


def test_what_is_drawn_is_a_range_in_the_bank_and_a_blank_in_statistics(
    people: People, cohort: Cohort
) -> None:
    client = people.client("trainer")
    bank = client.get("/quizzes/modules/F0/bank").text.replace("\u00a0", " ")
    assert re.search(r"\[length : de \d+ à \d+\]", bank)
    for text in (bank, client.get(url(cohort, "/statistics")).text):
        assert "{length}" not in text
    assert re.search(
        r"K-parameterised</a> <span[^>]*>[^<]*…", client.get(url(cohort, "/statistics")).text
    )


def test_each_quiz_of_a_cohort_says_when_it_is_open(
    people: People, session: Session, cohort: Cohort
) -> None:
    opens_at, closes_at = map(datetime.fromisoformat, ("2026-03-01T23:00", "2026-03-20T22:59"))
    make_window(session, cohort, opens_at=opens_at, closes_at=closes_at)
    session.commit()
    page = people.client("trainer").get(f"/quizzes/cohorts/{cohort.reference}").text
    assert "Du 2 mars 2026 00:00 au 20 mars 2026 23:59." in page


def windows(session: Session) -> int:
    session.rollback()
    return session.scalars(select(func.count()).select_from(QuizWindow)).one()


@pytest.mark.parametrize(
    "sent",
    [
        {"opens_at": "2026-03-05T08:00", "closes_at": "2026-03-04T18:00"},
        {"opens_at": "2026-13-45T08:00", "closes_at": "2026-03-04T18:00"},
        {"opens_at": "NaN", "closes_at": "1e999"},
        {"opens_at": "9999-12-31T23:59", "closes_at": ""},
        {"opens_at": "", "closes_at": "0001-01-01T00:00"},
        {"opens_at": "2026-03-05T08:00", "closes_at": "9" * 10_000},
    ],
)
def test_a_window_that_cannot_be_is_refused_as_it_was_typed(
    people: People, session: Session, cohort: Cohort, sent: dict[str, str]
) -> None:
    refused = people.client("trainer").post(url(cohort, "/window"), data=sent)
    assert refused.status_code == 422
    assert typed(refused.text) == sent
    assert 'class="error"' in refused.text
    assert windows(session) == 0


def test_a_window_is_kept_on_the_clock_of_the_school(
    people: People, session: Session, cohort: Cohort
) -> None:
    client, sent = people.client("trainer"), {"opens_at": "2026-03-05T08:00", "closes_at": ""}
    assert cohort.school.timezone == "Africa/Porto-Novo"
    assert client.post(url(cohort, "/window"), data=sent).status_code == 303
    assert windows(session) == 1
    kept = session.scalars(select(QuizWindow)).one()
    assert (kept.opens_at, kept.closes_at) == (datetime(2026, 3, 5, 7, 0), None)  # noqa: DTZ001
    assert typed(client.get(url(cohort, "/window")).text) == {
        "opens_at": "2026-03-05T08:00:00",
        "closes_at": "",
    }
    assert client.post(url(cohort, "/close")).status_code == 303
    assert windows(session) == 2
    assert "fermé" in client.get(url(cohort)).text


def test_what_is_another_school_s(people: People, session: Session, cohort: Cohort) -> None:
    attempt = make_attempt(session, enrolment_of(session, cohort))
    session.commit()
    client = people.client("foreign_trainer")
    pages = (
        f"/quizzes/cohorts/{cohort.reference}", url(cohort), url(cohort, "/statistics"),
        url(cohort, "/window"), f"/quizzes/attempts/{attempt.reference}",
    )  # fmt: skip
    assert {people.client("trainer").get(page).status_code for page in pages} == {200}
    assert {client.get(page).status_code for page in pages} == {404}
    for page in ("/window", "/close"):
        assert client.post(url(cohort, page), data={"opens_at": ""}).status_code == 404
    assert windows(session) == 0
