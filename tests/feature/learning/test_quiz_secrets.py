"""Nothing of a page tells the right answer before it was given."""

import html5lib
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from school.learning.quizzes.operations import draw_for
from school.learning.quizzes.targets import practice_target
from tests.factories.quizzes import replace_bank
from tests.support.people import People
from tests.support.quiz_scenes import ATTEMPT, PRACTICE, bank_of_each, lasting, sit_down
from tests.unit.learning.samples import KINDS

TOLD = {"fr": "Jaspe un", "en": "Jasper one"}
OTHER = {"fr": "Jaspe deux", "en": "Jasper two"}


def option(french: str, english: str, *, right: bool, told: dict[str, str]) -> dict[str, object]:
    return {"fr": french, "en": english, "right": right, "feedback": told}


def options(words: list[tuple[str, str]], right: set[int], told: dict[str, str]) -> object:
    return [option(*one, right=at in right, told=told) for at, one in enumerate(words)]


def areas(right: int, told: dict[str, str]) -> object:
    box = {"y": 20, "width": 30, "height": 40, "label": told}
    return [{**box, "x": 10 + 50 * at, "right": at == right} for at in range(2)]


COLOURS = [("Vert", "Green"), ("Bleu", "Blue"), ("Gris", "Grey")]
TOOLS = [("Lunettes", "Goggles"), ("Bac", "Bin"), ("Balai", "Broom"), ("Doigts", "Fingers")]
FIRST: dict[str, dict[str, object]] = {
    "single": {"options": options(COLOURS, {0}, TOLD)},
    "multiple": {"options": options(TOOLS, {0, 1}, TOLD)},
    "true_false": {"right": True},
    "numeric": {"answer": "7.3191", "tolerance": "0.0173"},
    "parameterised": {"formula": "round(length * loss, 2) + 7.3191", "tolerance": "0.0291"},
    "short_answer": {"answers": {"fr": ["jaspe"], "en": ["jasper"]}},
    "hotspot": {"areas": areas(0, TOLD)},
}
SECOND: dict[str, dict[str, object]] = {
    "single": {"options": options(COLOURS, {2}, OTHER)},
    "multiple": {"options": options(TOOLS, {1, 2, 3}, OTHER)},
    "true_false": {"right": False},
    "numeric": {"answer": "-12", "tolerance": "3"},
    "parameterised": {"formula": "length / loss", "tolerance": "0"},
    "short_answer": {"answers": {"fr": ["onyx noir", "onyx"], "en": ["black onyx"]}},
    "hotspot": {"areas": areas(1, OTHER)},
}
SECRETS = ("jaspe", "jasper", "7.3191", "7,3191", "0.0173", "0,0173", "0.0291", "0,0291", "round(")


def ask(session: Session, changes: dict[str, dict[str, object]], told: dict[str, str]) -> None:
    everything = {kind: {**changes.get(kind, {}), "feedback": told} for kind in KINDS}
    replace_bank(session, bank_of_each(everything))
    session.commit()


@pytest.fixture(autouse=True)
def cohort(people: People, session: Session) -> None:
    """The apprentice sits before a quiz with every kind of question."""
    sit_down(people, session)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("page", [ATTEMPT, PRACTICE])
def test_other_right_answers_make_the_same_page(
    people: People, session: Session, page: str, language: str
) -> None:
    client, reader = people.client("apprentice"), {"Accept-Language": language}
    pages = []
    for changes, told in ((FIRST, TOLD), (SECOND, OTHER)):
        ask(session, changes, told)
        shown = client.get(page, headers=reader)
        refused = client.post(page, headers=reader, data={"draw": "other", "q-K-single": "1"})
        assert (shown.status_code, refused.status_code) == (200, 422)
        assert f'lang="{language}"' in shown.text
        assert shown.text.count("data-question>") == len(KINDS)
        assert not [one for one in SECRETS if one in (shown.text + refused.text).casefold()]
        pages.append(lasting(shown.text) + lasting(refused.text))
    assert pages[0].splitlines() == pages[1].splitlines()


def test_parts_are_named_by_their_place_on_the_page(people: People) -> None:
    root = html5lib.parse(
        people.client("apprentice").get(ATTEMPT).text, namespaceHTMLElements=False
    )
    sizes = {"matching": (3, 3), "ordering": (4, 4)}
    for kind, (parts, choices) in sizes.items():
        boxes = [one for one in root.iter("select") if f"K-{kind}-" in str(one.get("name"))]
        assert [one.get("name") for one in boxes] == [f"q-K-{kind}-{at}" for at in range(parts)]
        said = [[(one.get("value"), one.text) for one in box.iter("option")] for box in boxes]
        assert all(one == said[0] for one in said)
        assert [value for value, _ in said[0]] == ["", *(str(at) for at in range(choices))]
    for kind, number in {"single": 3, "true_false": 2, "hotspot": 2}.items():
        values = [
            one.get("value") for one in root.iter("input") if one.get("name") == f"q-K-{kind}"
        ]
        wanted = ["true", "false"] if kind == "true_false" else [str(at) for at in range(number)]
        assert values == wanted


def test_the_right_one_stands_anywhere(app: Flask, people: People, session: Session) -> None:
    target = practice_target(session, people.principal("apprentice"), "F0-01")
    places: dict[str, set[int]] = {}
    for number in range(1, 61):
        drawn = draw_for(target, number, app.config["SECRET_KEY"])
        for asked, one in drawn.items:
            if one.order:
                places.setdefault(asked.kind, set()).add(one.order.index(0))
    wanted = {"single": 3, "multiple": 4, "matching": 3, "ordering": 4, "hotspot": 2}
    assert places == {kind: set(range(number)) for kind, number in wanted.items()}
