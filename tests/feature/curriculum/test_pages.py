"""Pages of the curriculum, and the words of thresholds."""

from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.errors import NotFound
from school.curriculum import queries
from school.curriculum.models import Module, Path, PracticalTask, TaskMeasure
from school.curriculum.rule_queries import measures_of_task
from school.curriculum.wording import bound_words, plausible_words
from tests.factories.records import path_of, task_of
from tests.support.people import People
from tests.support.statements import count_statements


def test_everybody_of_a_school_reads_the_curriculum(people: People) -> None:
    for who in ("director", "trainer", "apprentice", "ministry"):
        page = people.client(who).get("/curriculum")
        assert page.status_code == 200
        assert "Déploiement de réseaux en fibre" in page.text
    assert people.client("enterprise").get("/curriculum").status_code == 403


def test_every_path_module_and_task_has_its_page(people: People, session: Session) -> None:
    client = people.client("trainer")
    for model, part in ((Path, "paths"), (Module, "modules"), (PracticalTask, "tasks")):
        references = session.scalars(select(model.reference)).all()
        assert references
        for reference in references:
            assert client.get(f"/curriculum/{part}/{reference}").status_code == 200
        assert client.get(f"/curriculum/{part}/nowhere").status_code == 404


def test_modules_come_in_the_order_of_the_path(people: People, session: Session) -> None:
    path = queries.path_by_reference(session, "deployment")
    assert [place.module.reference for place in path.modules] == ["F0", "D1", "D2", "D3"]
    text = people.client("trainer").get("/curriculum/paths/deployment").text
    places = [text.index(f"/curriculum/modules/{code}") for code in ("F0", "D1", "D2", "D3")]
    assert places == sorted(places)


def test_a_task_shows_its_thresholds_and_their_source(people: People) -> None:
    client = people.client("trainer")
    page = client.get("/curriculum/tasks/PA-07").text
    assert "au plus 0,5\u00a0dB" in page
    assert "Objectif Fibre" in page
    assert "D’abord la sécurité" in page
    assert "Lunettes et gants portés" in page
    client.post("/language", data={"language": "en"})
    assert "Insertion loss at 1310" in client.get("/curriculum/tasks/PA-07").text


def test_what_holds_what(session: Session) -> None:
    module = queries.module_by_reference(session, "F0")
    assert [path.reference for path in queries.paths_of(session, module)] == [
        "deployment",
        "maintenance",
        "planning",
    ]
    task = queries.task_by_reference(session, module.tasks[0].task.reference)
    assert module in queries.modules_of(session, task)
    assert path_of(session) in queries.path_choices(session)
    assert measures_of_task(session, None, task_of(session))
    with pytest.raises(NotFound):
        queries.task_by_reference(session, "PA-99")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "sans seuil"),
        ({"maximum": "0.10"}, "au plus 0,1\u00a0dB"),
        ({"minimum": "55"}, "au moins 55\u00a0dB"),
        ({"minimum": "-27", "maximum": "-8"}, "de −27 à −8\u00a0dB"),
        (
            {"maximum": "0.1", "mean_maximum": "0.05"},
            "au plus 0,1\u00a0dB, moyenne au plus 0,05\u00a0dB",
        ),
        ({"maximum": "1.0", "unit": "deg"}, "au plus 1\u00a0°"),
        ({"minimum": "24", "unit": ""}, "au moins 24"),
    ],
)
def test_thresholds_in_words(app: Flask, values: dict[str, str], words: str) -> None:
    unit = values.get("unit", "dB")
    limits = {name: Decimal(value) for name, value in values.items() if name != "unit"}
    with app.test_request_context(headers={"Accept-Language": "fr"}):
        assert bound_words(TaskMeasure(unit=unit, **limits)) == words


def test_what_is_possible_in_words(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "fr"}):
        assert plausible_words(TaskMeasure(unit="dB")) == "—"
        both = TaskMeasure(
            unit="dB", plausible_minimum=Decimal(0), plausible_maximum=Decimal("10.0")
        )
        assert plausible_words(both) == "de 0 à 10\u00a0dB"


def test_the_pages_ask_little(people: People, app: Flask) -> None:
    client = people.client("trainer")
    for place in ("", "/paths/deployment", "/modules/F0", "/tasks/PA-05"):
        client.get(f"/curriculum{place}")
        with count_statements(app) as statements:
            assert client.get(f"/curriculum{place}").status_code == 200
        assert statements.count <= 8
