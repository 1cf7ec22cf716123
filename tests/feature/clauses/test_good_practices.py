"""Good practices: who writes and reads them, who follows them, the hours before and after."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from school.clauses.practices.catalogue import operations, queries
from school.clauses.practices.catalogue.operations import PracticeText
from school.clauses.practices.catalogue.rules import PracticeState, PracticeStep
from school.core.errors import InvalidInput, NotAllowed, NotFound, StaleRecord
from tests.factories.clauses import make_contract, make_eligible, make_hours
from tests.factories.practices import make_practice, make_use
from tests.factories.records import make_enterprise
from tests.support.people import People
from tests.support.statements import count_statements

DAY = date(2026, 6, 1)
TEXT = PracticeText("Équipe du Littoral", "Accueillir à deux", "Un ancien et un nouveau.")


def test_a_practice_goes_its_way(session: Session, people: People) -> None:
    """Others read it once it is published; withdrawn, those who followed it still do."""
    officer, reader = people.principal("integration_officer"), people.principal("director")
    with pytest.raises(NotAllowed):
        operations.make(session, officer, None, TEXT, DAY)
    with pytest.raises(NotAllowed):
        operations.make(session, officer, make_enterprise(session).id, TEXT, DAY)
    made = operations.make(session, officer, people.operator.id, TEXT, DAY)
    with pytest.raises(NotFound):
        queries.practice_by_reference(session, reader, made.reference)
    contract = make_contract(session, operator_id=people.operator.id)
    with pytest.raises(NotAllowed):
        operations.follow(session, officer, made, contract, DAY, None, DAY)
    operations.take_step(session, officer, made, PracticeStep.PUBLISH, None, made.version, DAY)
    assert queries.practice_by_reference(session, reader, made.reference) == made
    with pytest.raises(NotAllowed):
        operations.revise(session, officer, made, TEXT, made.version)
    for day in (date(2026, 6, 2), date(2024, 12, 31)):
        with pytest.raises(InvalidInput):
            operations.follow(session, officer, made, contract, day, None, DAY)
    use = operations.follow(session, officer, made, contract, date(2026, 2, 2), None, DAY)
    assert operations.follow(session, officer, made, contract, DAY, "en binôme", DAY) == use
    with pytest.raises(InvalidInput):
        operations.end_use(session, officer, use, date(2026, 5, 31), use.version, DAY)
    with pytest.raises(InvalidInput):
        operations.take_step(session, officer, made, PracticeStep.WITHDRAW, None, made.version, DAY)
    operations.take_step(
        session, officer, made, PracticeStep.WITHDRAW, "Dépassée", made.version, DAY
    )
    with pytest.raises(NotFound):
        queries.practice_by_reference(session, reader, made.reference)
    ministry = people.principal("ministry")
    assert queries.practice_by_reference(session, ministry, made.reference) == made
    with pytest.raises(StaleRecord):
        operations.take_step(session, officer, made, PracticeStep.REWRITE, None, 1, DAY)


def test_hours_before_and_after_are_of_equal_spans(session: Session, people: People) -> None:
    """Two months on each side: the first day counts after, the day two months on no more."""
    practice, contract = make_practice(session), make_contract(session)
    make_use(session, practice, contract, used_since=date(2026, 3, 2))
    for day, hours in (
        (date(2026, 1, 1), 1),
        (date(2026, 1, 2), 2),
        (date(2026, 3, 1), 4),
        (date(2026, 3, 2), 5),
        (date(2026, 5, 1), 3),
        (date(2026, 5, 2), 6),
    ):
        make_hours(
            session, contract, make_eligible(session), worked_on=day, hours=Decimal(hours),
            recorded_on=day,
        )  # fmt: skip
    unknown = make_contract(session, starts_on=None)
    make_use(session, practice, unknown)
    ministry = people.principal("ministry")
    page = queries.uses_of(session, ministry, practice, 1, date(2026, 5, 20))
    found = {row.use.contract_id: row.found for row in page.items}
    compared = found[contract.id]
    assert compared is not None
    assert compared.window.months == 2
    assert (compared.before, compared.after) == (Decimal(6), Decimal(8))
    assert compared.difference == Decimal(2)
    assert found[unknown.id] is None


def test_the_catalogue_is_searched_and_its_drafts_are_hidden(
    app: Flask, session: Session, people: People
) -> None:
    make_practice(session, title="Épissure à deux", done="Étape par étape")
    mine = make_practice(session, title="Brouillon de l’opérateur", state=PracticeState.DRAFT,
                         operator_id=people.operator.id)  # fmt: skip
    followed = make_practice(session, title="Suivie")
    contract = make_contract(session, operator_id=people.operator.id)
    make_use(session, followed, contract)
    make_use(session, followed, make_contract(session))
    session.commit()
    officer, director = people.client("integration_officer"), people.client("director")
    assert "Épissure à deux" in director.get("/clauses/practices?q=epissure etape").text
    assert "ne porte ces mots" in director.get("/clauses/practices?q=introuvable").text
    assert "Brouillon de l’opérateur" not in director.get("/clauses/practices").text
    assert "Brouillon de l’opérateur" in officer.get("/clauses/practices").text
    assert director.get(f"/clauses/practices/{mine.reference}").status_code == 404
    shown = officer.get(f"/clauses/practices/{followed.reference}").text
    assert contract.name in shown
    assert "1 contrat que vous ne voyez pas" in shown
    for page in (f"practices/{followed.reference}", f"contracts/{contract.reference}/practices"):
        with count_statements(app) as statements:
            assert officer.get(f"/clauses/{page}").status_code == 200
        assert statements.count <= 8, page


def test_an_officer_writes_publishes_and_follows(session: Session, people: People) -> None:
    contract = make_contract(session, operator_id=people.operator.id, ends_on=None)
    session.commit()
    officer = people.client("integration_officer")
    typed = {"operator": people.operator.reference, "team": "Équipe", "title": "À deux", "done": ""}
    refused = officer.post("/clauses/practices/new", data=typed)
    assert refused.status_code == 422
    typed["done"] = "Un ancien et un nouveau."
    address = officer.post("/clauses/practices/new", data=typed).headers["Location"]
    typed["done"] = "Deux anciens."
    assert officer.post(f"{address}/edit", data={**typed, "version": "1"}).status_code == 303
    assert "Deux anciens." in officer.get(address).text
    published = officer.post(f"{address}/step?step=publish", data={"version": "2"})
    assert published.status_code == 303
    said = {"contract": contract.reference, "used_since": "2026-03-02", "note": "en binôme"}
    assert officer.post(f"{address}/follow", data=said).status_code == 303
    page = people.client("ministry").get(address).text
    assert "en binôme" in page
    assert "la preuve d’un effet" in page
    foreign = make_contract(session)
    session.commit()
    taken = officer.post(f"{address}/follow", data={**said, "contract": foreign.reference})
    assert taken.status_code == 422
