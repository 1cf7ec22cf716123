"""`school indicators hiring` and `school report hiring`: the figures as numbers and on paper."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from school.accounts.queries import school_by_code
from school.cohorts.rules import Sex
from school.hiring.rules import SituationKind
from tests.factories.careers import Careers
from tests.factories.records import make_cohort
from tests.feature.commands.conftest import FOUND, Command
from tests.support.indicator_names import RATES

DAYS = ("--as-of", "2026-06-30", "--known-on", "2026-06-30")
COUNTS = [
    "entrants",
    "leavers",
    "completed",
    "certified",
    "immature",
    "excluded",
    "continuing",
    "hired",
    "self_employed",
    "not_hired",
    "unknown",
]


@pytest.fixture
def school(on_database: Command, session: Session) -> Command:
    """A founded school where three of five were hired."""
    on_database(*FOUND).done()
    found = school_by_code(session, "EMN")
    cohort = make_cohort(session, found, reference="C-2025", starts_on=date(2024, 11, 1))
    careers = Careers(session, cohort)
    careers.hired(2, Sex.FEMALE)
    careers.hired(1, Sex.MALE)
    careers.found(SituationKind.SEEKING, 2)
    session.commit()
    return on_database


def test_the_shape_of_the_json(school: Command) -> None:
    ended = school("indicators", "hiring", *DAYS, "--by", "cohort,sex", "--format", "json")
    ended.done()
    data = json.loads(ended.said)
    head = ["as_of", "known_on", "months", "evidence", "profile", "provisional", "rows"]
    assert list(data) == head
    assert [data[name] for name in head[:-1]] == [
        "2026-06-30",
        "2026-06-30",
        6,
        "E2",
        "internal",
        False,
    ]
    groups = [row["group"] for row in data["rows"]]
    assert groups == [
        {"cohort": "C-2025", "sex": "F"},
        {"cohort": "C-2025", "sex": "M"},
        {"cohort": "C-2025"},
        {"sex": "F"},
        {"sex": "M"},
        {},
    ]
    total = data["rows"][-1]
    further = ["bounds", "bounds_only", "median_days_to_hire", "women_share", "gender_gap"]
    assert set(total) == {"group", "counts", *RATES, *further, "gender_parity_index"}
    assert list(total["counts"]) == COUNTS
    assert set(total["hire_rate"]) == {"numerator", "denominator", "value", "low", "high"}
    assert total["hire_rate"]["value"] == 0.6
    assert total["bounds"] == {"low": 0.6, "high": 0.6}
    assert total["median_days_to_hire"] == 31
    places = ["applied", "intake", "completion", "certification", "hire"]
    assert list(total["women_share"]) == places
    assert list(total["gender_gap"]) == ["value", "low", "high", "established"]


def test_a_null_rate_keeps_its_two_numbers(school: Command) -> None:
    ended = school("indicators", "hiring", *DAYS, "--to", "2020-01-01", "--format", "json")
    [total] = json.loads(ended.said)["rows"]
    empty = {"numerator": 0, "denominator": 0, "value": None, "low": None, "high": None}
    assert total["hire_rate"] == total["yield_rate"] == empty
    assert total["bounds"] == {"low": None, "high": None}
    assert total["median_days_to_hire"] is total["gender_parity_index"] is None
    assert total["gender_gap"] == {
        "value": None,
        "low": None,
        "high": None,
        "established": False,
    }


def test_the_table_and_the_file(school: Command) -> None:
    school("indicators", "hiring", *DAYS).done("60.0 %", "total", "6 months, evidence E2")
    ended = school("indicators", "hiring", *DAYS, "--school", "EMN", "--format", "csv")
    ended.done("grouped_by", "0.6")
    assert ended.said.count("\n") == 2


@pytest.mark.parametrize("profile", ["ministry", "public"])
def test_what_is_published_hides_small_counts(school: Command, profile: str) -> None:
    asked = ("indicators", "hiring", *DAYS, "--profile", profile, "--format", "json")
    ended = school(*asked)
    ended.done(f'"profile": "{profile}"')
    assert json.loads(ended.said)["rows"][-1]["counts"]["hired"] == "hidden"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--as-of", "2026-02-30"), "2026-02-30"),
        (("--as-of", "demain"), "demain"),
        (("--as-of", "0001-01-01"), ""),
        (("--months", "5"), "'3', '6', '12', '24'"),
        (("--evidence", "E4"), "E4"),
        (("--by", "cohort,colour"), "school, path, cohort, sex"),
        (("--by", "sex,sex"), ""),
        (("--by", "sex,cohort,school"), ""),
        (("--by", ""), "is not made of"),
        (("--from", "2026-02-01", "--to", "2026-01-01"), ""),
        (("--profile", "everybody"), "everybody"),
        (("--format", "xml"), "xml"),
        (("--school", "NOWHERE"), "NOWHERE"),
    ],
)
def test_a_wrong_option_is_named_in_one_line(
    school: Command, options: tuple[str, ...], said: str
) -> None:
    school("indicators", "hiring", *options).refused(said)


@pytest.mark.parametrize(("language", "words"), [("fr", "embauch"), ("en", "hir")])
def test_the_report_on_paper(school: Command, tmp_path: Path, language: str, words: str) -> None:
    target = tmp_path / "report.pdf"
    asked = ("report", "hiring", *DAYS, "--language", language, "--out", str(target))
    school(*asked, "--school", "EMN").done(str(target))
    first = target.read_bytes()
    school(*asked, "--school", "EMN").done()
    assert target.read_bytes() == first
    reader = PdfReader(io.BytesIO(first))
    text = "".join(page.extract_text() for page in reader.pages).lower()
    assert words in text
    assert "c-2025" in text
    school(*asked).done()


def test_paper_cannot_go_where_there_is_no_folder(school: Command, tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "report.pdf"
    school("report", "hiring", "--out", str(target)).refused("nowhere")
