"""Pages that show what many people achieved are told in the log: which, and to whom."""

from collections.abc import Sequence

import pytest
from sqlalchemy.orm import Session

from tests.factories.certification import make_jury
from tests.factories.quizzes import make_attempt
from tests.factories.records import make_cohort, make_enrolment
from tests.support.people import People

PAGES: Sequence[tuple[str, str, str]] = (
    ("/cohorts/{cohort}/completion", "cohort_completion", "{cohort}"),
    ("/juries/{jury}", "jury", "{jury}"),
    ("/juries/{jury}/minutes.pdf", "jury_minutes", "{jury}"),
    ("/cohorts/{cohort}/hours", "cohort_hours", "{cohort}"),
    ("/quizzes/cohorts/{cohort}/modules/F0", "quiz_results", "{cohort} F0"),
    ("/quizzes/attempts/{attempt}", "quiz_attempt", "{attempt}"),
)


@pytest.mark.parametrize(("address", "kind", "about"), PAGES, ids=[one[1] for one in PAGES])
def test_who_read_what_is_told(
    people: People,
    session: Session,
    capsys: pytest.CaptureFixture[str],
    address: str,
    kind: str,
    about: str,
) -> None:
    cohort = make_cohort(session, people.school)
    enrolment = make_enrolment(session, cohort)
    names = {
        "cohort": cohort.reference,
        "jury": make_jury(session, cohort).reference,
        "attempt": make_attempt(session, enrolment).reference,
    }
    session.commit()
    director = people.client("director")
    capsys.readouterr()
    assert director.get(address.format(**names)).status_code == 200
    said = capsys.readouterr().err
    assert f'"kind": "{kind}"' in said
    assert f'"reference": "{about.format(**names)}"' in said
    assert f'"account_id": {people.account("director").id}' in said
