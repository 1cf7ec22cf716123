"""The page of completion and the rules told a second time agree, on both engines."""

from collections import Counter
from random import Random
from xml.etree.ElementTree import Element

import html5lib
import pytest
from sqlalchemy.orm import Session

from school.certification import pages, queries
from school.certification.rules import ConditionKind
from tests.factories import records
from tests.support import plain_completion as plain
from tests.support.completion_lives import World, make_world
from tests.support.pages import CheckingClient
from tests.support.people import People

WORDS = {
    plain.MET: "remplit tout",
    plain.NOT_MET: "ne remplit pas tout",
    plain.UNKNOWN: "données manquantes",
}
NAMES = {
    "safety": "Sécurité",
    "centre_hours": "Heures au centre",
    "enterprise_hours": "Heures en entreprise",
    "practicals": "Pratiques acquises",
    "quiz": "Quiz",
}
Cells = dict[str, str]


def people_on(text: str) -> dict[str, Cells]:
    """Read the table of a page: by person, the words of each cell under its column's name."""
    root = html5lib.parse(text, namespaceHTMLElements=False)
    found: dict[str, Cells] = {}
    for row in root.iter("tr"):
        link = row.find("th/a")
        if link is not None:
            reference = (link.get("href") or "").rpartition("/")[2]
            found[reference] = {one.get("data-name") or "": words(one) for one in row.iter("td")}
    return found


def words(cell: Element) -> str:
    """Give the first line of a cell, with single spaces."""
    parts = [cell.text or ""]
    for inner in cell:
        if inner.tag == "br":
            break
        parts += [*inner.itertext(), inner.tail or ""]
    return " ".join("".join(parts).split())


def read(client: CheckingClient, world: World, subject: str) -> dict[str, Cells]:
    """Open the page of a subject, and read its table."""
    address = f"/cohorts/{world.cohort.reference}/completion?subject={subject}"
    return people_on(client.get(address).text)


@pytest.mark.parametrize("seed", range(4))
def test_the_page_says_what_the_plain_rules_say(
    people: People, session: Session, seed: int
) -> None:
    world = make_world(session, Random(seed), people.school, planned=seed % 2 == 1)  # noqa: S311
    session.commit()
    client, seen = people.client("director"), Counter[str]()
    for module in world.modules:
        rows = read(client, world, module)
        assert set(rows) == set(world.lives)
        for reference, cells in rows.items():
            life = world.lives[reference]
            told = plain.told(module, world.course, life)
            standing = plain.standing(module, world.course, life)
            numbers = {NAMES[kind]: one.numbers for kind, one in told.items()}
            shown = {name: "".join(cells[name].split()) for name in numbers}
            assert shown == numbers, (module, reference)
            assert cells["Conditions"] == WORDS[standing], (module, reference)
            seen.update([standing, *(f"{kind} {one.standing}" for kind, one in told.items())])
    does_all = next(iter(world.lives.values()))
    assert all(plain.standing(one, world.course, does_all) == plain.MET for one in world.modules)
    assert set(WORDS) <= set(seen), "every outcome of a module occurs"
    assert {f"quiz {one}" for one in WORDS} <= set(seen)


@pytest.mark.parametrize("seed", [4, 5])
def test_the_page_of_the_path_names_the_modules_that_are_open(
    people: People, session: Session, seed: int
) -> None:
    world = make_world(session, Random(seed), people.school, planned=seed % 2 == 1)  # noqa: S311
    session.commit()
    rows = read(people.client("director"), world, "path")
    found = set()
    for reference, life in world.lives.items():
        parts = {one: plain.standing(one, world.course, life) for one in world.modules}
        still = [f"{one} : {WORDS[part]}" for one, part in parts.items() if part != plain.MET]
        cells = rows[reference]
        assert cells["Conditions"] == WORDS[plain.whole(list(parts.values()))]
        assert cells["Modules à finir"] == (", ".join(still) or "—")
        found.add(cells["Conditions"])
    assert WORDS[plain.MET] in found
    assert WORDS[plain.NOT_MET] in found


@pytest.mark.parametrize("subject", ["F0", "path"])
def test_the_title_counts_who_meets_everything(
    people: People, session: Session, subject: str
) -> None:
    world = make_world(session, Random(0), people.school, planned=False)  # noqa: S311
    session.commit()
    client = people.client("director")
    meeting = [
        one
        for one in read(client, world, subject).values()
        if one["Conditions"] == WORDS[plain.MET]
    ]
    page = client.get(f"/cohorts/{world.cohort.reference}/completion?subject={subject}").text
    assert meeting
    assert f"{len(meeting)} sur {len(world.lives)} remplissent tout" in page


def test_nobody_without_an_admission_comes_before_a_jury(session: Session) -> None:
    cohort = records.make_cohort(session)
    records.make_enrolment(session, cohort, enrolled_on=None)
    assert queries.candidates(session, cohort) == ([], {})
    assert pages.board(session, cohort, "F0").rows == []


def test_the_conditions_of_a_module_are_in_order(session: Session) -> None:
    cohort = records.make_cohort(session)
    records.make_enrolment(session, cohort)
    kinds = pages.board(session, cohort, "F0").kinds
    assert kinds == [one for one in ConditionKind if one in kinds]
