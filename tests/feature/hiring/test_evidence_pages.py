"""From a figure to its evidence: rule and fact on the page and in the file, for who may see."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from school.cohorts.rules import Sex
from school.hiring.rules import Decision, Evidence, SituationKind
from tests.factories.careers import Careers
from tests.factories.records import make_cohort, make_offer
from tests.support.people import People

DAYS = "as_of=2026-06-30&known_on=2026-06-30"


@pytest.fixture
def careers(people: People, session: Session) -> Careers:
    """A cohort of the school of the test, without anybody."""
    cohort = make_cohort(session, people.school, reference="C-2025", starts_on=date(2024, 11, 1))
    return Careers(session, cohort)


def page(people: People, query: str, status: int = 200) -> str:
    answer = people.client("director").get(f"/report/persons?{DAYS}&{query}")
    assert answer.status_code == status
    return answer.get_data(as_text=True).replace("\u00a0", " ")


def lines(people: People, query: str) -> list[dict[str, str]]:
    answer = people.client("director").get(f"/report/persons.csv?{DAYS}&{query}")
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))


def test_rule_and_fact_of_the_hired(people: People, session: Session, careers: Careers) -> None:
    careers.hired(1, reference="H-12", employer_name="Delta", enterprise_id=None)
    session.commit()
    text = page(people, "measure=hired")
    assert "Règle 4 : Contrat de trente jours" in text
    assert "Embauche H-12 : CDI chez Delta, commencée le 31/07/2025 ; E2, confirmé" in text
    [line] = lines(people, "measure=hired")
    assert (line["status"], line["rule"]) == ("hired", "4")
    assert (line["fact"], line["fact_reference"], line["evidence"]) == ("hire", "H-12", "E2")
    assert (line["since"], line["adds"], line["as_of"]) == ("2025-07-31", "1", "2026-06-30")


def test_the_contract_of_the_day_and_those_kept(
    people: People, session: Session, careers: Careers
) -> None:
    day = careers.left_on
    [one] = careers.hired(1, reference="H-1", ends_on=day + timedelta(days=80))
    careers.hire(
        one, reference="H-2", starts_on=day + timedelta(days=100), ends_on=day + timedelta(days=250)
    )
    careers.hire(one, reference="H-3", starts_on=day + timedelta(days=260))
    session.commit()

    def facts(measure: str) -> list[str]:
        return [line["fact_reference"] for line in lines(people, f"measure={measure}")]

    assert facts("hired") == ["H-1"]
    assert facts("employed") == ["H-2"]
    assert facts("employed_at_six") == ["H-2", "H-3"]
    assert facts("kept") == ["H-2", "H-3"], "the same employer, by two contracts"


def test_placement_and_offers_of_those_placed(
    people: People, session: Session, careers: Careers
) -> None:
    [one] = careers.certified(1)
    placement = careers.placement(one)
    for number, decision in ((1, Decision.DECLINED), (2, Decision.ACCEPTED)):
        make_offer(
            session, one.trainee, reference=f"O-{number}", offered_on=careers.left_on,
            decision=decision, decided_on=careers.left_on, recorded_on=careers.left_on,
        )  # fmt: skip
    session.commit()
    text = page(people, "measure=offers_decided")
    assert "1 personne." in text
    assert "2 offres." in text
    found = lines(people, "measure=offers_decided")
    assert [line["fact_reference"] for line in found] == [placement.reference, "O-1", "O-2"]
    assert sum(int(line["adds"]) for line in found) == 2


def test_days_of_the_way_but_those_after_the_count(
    people: People, session: Session, careers: Careers
) -> None:
    [one] = careers.completed(1)
    one.certified_on = date(2026, 9, 1)
    session.commit()
    text = page(people, "measure=completed")
    assert "parcours fini le 30/06/2025" in text
    assert "certification le" not in text


def test_in_the_trade_is_said(people: People, session: Session, careers: Careers) -> None:
    careers.hired(1, in_trade=True)
    session.commit()
    assert "; dans le métier" in page(people, "measure=in_trade")


def test_the_list_is_narrowed_and_the_choice_kept(
    people: People, session: Session, careers: Careers
) -> None:
    careers.hired(2, Sex.FEMALE)
    careers.hired(3, Sex.MALE)
    careers.found(SituationKind.SEEKING)
    session.commit()
    text = page(people, "measure=hired&sex=F&months=6")
    assert "2 personnes." in text
    assert '<option value="F" selected>' in text
    assert 'name="months" value="6"' in text
    assert "3 personnes." in page(people, "measure=hired&cohort=C-2025&sex=M")
    assert "Personne ici" in page(people, "measure=hired&cohort=X")
    several = "measure=hired&cohort=C-2025&sex=M&department=-&contract=open_ended"
    assert "3 personnes." in page(people, several)
    assert 'name="department" value="-"' in page(people, several)


def test_part_of_a_name_a_rule_and_the_proof_narrow_list_and_file(
    people: People, session: Session, careers: Careers
) -> None:
    [one, *_] = careers.hired(3)
    one.trainee.family_name, one.trainee.given_names = "Ahouansou", "Élodie"
    careers.hired(2, evidence=Evidence.DOCUMENT_SEEN)
    careers.found(SituationKind.SEEKING, 4)
    careers.certified(1, None)
    session.commit()
    for query, count in (
        ("measure=counted", 10),
        ("measure=counted&name=elodie+AHOU", 1),
        ("measure=counted&name=100%25", 0),
        ("measure=counted&status=not_hired", 4),
        ("measure=counted&status=asleep", 10),
        ("measure=counted&hire_evidence=E3", 2),
        ("measure=counted&hire_evidence=-", 5),
        ("measure=counted&sex=*", 9),
        ("measure=counted&sex=*&status=hired&hire_evidence=E2&cohort=C-2025", 3),
    ):
        said = rf"\b{count} personnes?\." if count else "Personne ici"
        assert re.search(said, page(people, query)), query
        assert len(lines(people, query)) == count, query
    [line] = lines(people, "measure=hired&name=ahouansou&status=hired")
    assert line["group"] == "name=ahouansou status=hired"


def test_what_is_read_with_a_count_is_one_tap_away(
    people: People, session: Session, careers: Careers
) -> None:
    careers.hired(1)
    session.commit()
    text = page(people, "measure=counted&sex=M&name=a")
    for measure in ("hired", "unknown", "excluded"):
        assert f"sex=M&amp;name=a&amp;measure={measure}" in text
    assert 'class="tabs"' not in page(people, "measure=applied")


def test_the_least_evidence_of_the_report_is_no_group(
    people: People, session: Session, careers: Careers
) -> None:
    careers.hired(2, evidence=Evidence.DECLARED)
    careers.hired(3, evidence=Evidence.DOCUMENT_SEEN)
    session.commit()
    assert "5 personnes." in page(people, "measure=hired&evidence=E1")
    assert "3 personnes." in page(people, "measure=hired&evidence=E2")
    assert "2 personnes." in page(people, "measure=hired&evidence=E1&hire_evidence=E1")
    assert "5 personnes." in page(people, "measure=counted&evidence=E1")


def test_files_are_whole_and_safe(people: People, session: Session, careers: Careers) -> None:
    for one in careers.hired(53):
        one.trainee.family_name = "=cmd()"
    session.commit()
    found = lines(people, "measure=hired")
    assert len(found) == 53
    assert {line["family_name"] for line in found} == {"'=cmd()"}
    assert lines(people, "measure=excluded") == []


@pytest.mark.parametrize("who", ["ministry", "trainer", "apprentice", "enterprise"])
def test_nobody_else_has_the_file(people: People, who: str) -> None:
    assert people.client(who).get("/report/persons.csv?measure=hired").status_code == 403


def test_bad_questions_of_the_file(people: People) -> None:
    client = people.client("director")
    for query, status in (
        ("measure=nothing", 404),
        ("measure=hired&as_of=hier", 400),
        ("measure=hired&school=AUTRE", 404),
    ):
        assert client.get(f"/report/persons.csv?{query}").status_code == status
