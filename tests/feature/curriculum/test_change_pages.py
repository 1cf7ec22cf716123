"""The page « Ce qui a changé », and the list of versions that leads there."""

import pytest
from sqlalchemy.orm import Session

from school.curriculum.lesson_models import CurriculumVersion
from school.curriculum.pack.lessons import Term
from school.curriculum.pack.parts import Bilingual
from tests.factories.packs import LATER, load_later, with_limit, with_module
from tests.support.people import People
from tests.support.shipped import shipped_pack

CHANGES = f"/curriculum/versions/fibre/{LATER}"


@pytest.mark.parametrize("who", ["director", "trainer", "apprentice"])
def test_the_curriculum_leads_to_what_changed(people: People, session: Session, who: str) -> None:
    load_later(session, with_limit("PA-06", "loss", "0.10"))
    session.commit()
    client = people.client(who)
    assert 'href="/curriculum/versions"' in client.get("/curriculum").text
    assert f'href="{CHANGES}"' in client.get("/curriculum/versions").text
    page = client.get(CHANGES).text
    assert "PA-06 loss" in page
    assert "1 changement" in page
    assert "<dt>modifications</dt><dd>1</dd>" in page
    assert "<del>0,3</del>" in page
    assert "<ins>0,1</ins>" in page
    assert "Source" in page


def test_versions_that_say_the_same(people: People, session: Session) -> None:
    load_later(session, shipped_pack())
    session.commit()
    assert "Rien n’a changé" in people.client("trainer").get(CHANGES).text


def test_two_hundred_changes(people: People, session: Session) -> None:
    pack = shipped_pack()
    terms = [
        Term(
            code=f"new-word-{one}",
            fr=f"mot nouveau {one}",
            en=f"new word {one}",
            definition=Bilingual(fr="Sens", en="Sense"),
        )
        for one in range(200)
    ]
    load_later(session, pack.model_copy(update={"terms": (*pack.terms, *terms)}))
    session.commit()
    page = people.client("apprentice").get(CHANGES)
    assert "200 changements" in page.text
    assert page.text.count("mot nouveau ") == 200


def test_an_earlier_version_may_be_chosen(people: People, session: Session) -> None:
    load_later(session, with_module("F0", weeks=9), "2098.1")
    load_later(session, with_module("F0", weeks=10))
    session.commit()
    client = people.client("director")
    first = shipped_pack().version
    assert "<del>9</del>" in client.get(CHANGES).text
    assert f"{CHANGES}?since={first}" in client.get(CHANGES).text
    assert "<del>8</del>" in client.get(f"{CHANGES}?since={first}").text
    assert "C’est la même version" in client.get(f"{CHANGES}?since={LATER}").text


def test_a_first_version_has_nothing_before_it(people: People) -> None:
    version = shipped_pack().version
    page = people.client("director").get(f"/curriculum/versions/fibre/{version}").text
    assert "Rien à comparer" in page


def test_a_version_of_an_earlier_program_cannot_be_compared(
    people: People, session: Session
) -> None:
    first = session.query(CurriculumVersion).one()
    first.content = None
    load_later(session, with_module("F0", weeks=9))
    session.commit()
    page = people.client("director").get(CHANGES).text
    assert "par un programme plus ancien" in page


@pytest.mark.parametrize(
    "address", ["/curriculum/versions/fibre/1.1", "/curriculum/versions/none/2026.1",
                f"/curriculum/versions/fibre/{shipped_pack().version}?since=x"]
)  # fmt: skip
def test_what_is_not_there_is_said(people: People, address: str) -> None:
    assert people.client("director").get(address).status_code == 404
