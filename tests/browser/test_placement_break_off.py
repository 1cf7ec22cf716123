"""A placement that is broken off, contested, answered, and followed by another, on phones."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Enrolment
from school.core.clock import today
from school.placements.ends.models import PlacementEnd
from school.placements.ends.rules import (
    Decider,
    EndAction,
    EndOutcome,
    EndParty,
    EndState,
    NextStep,
)
from school.placements.models import Placement
from school.placements.rules import EndReason, PlacementStatus
from tests.browser.actors import Cast, gather, give_account, iso, newest
from tests.browser.conftest import PHONE
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_enterprise,
    make_placement,
    make_trainee,
    make_tutor,
)

pytestmark = pytest.mark.browser

BEGINNING = today() - timedelta(days=20)
STOPPED = today() - timedelta(days=2)
FOUND = "Le nacelliste n’avait pas d’habilitation, l’inspecteur a arrêté le chantier."
CONTESTED = "Je suis venue deux jours de plus."
UPHELD = "Le carnet s’arrête mardi : ces deux jours n’y sont pas."


@pytest.fixture
def cast(records: Session, open_browser: Callable[..., Page]) -> Cast:
    """An apprentice at work for three weeks, and another enterprise that would have room."""
    cast = gather(records, lambda: open_browser(PHONE))
    trainee = make_trainee(records, family_name="Sanni", given_names="Aïcha")
    cohort = make_cohort(
        records, cast.school, starts_on=BEGINNING - timedelta(days=60), ends_on=None
    )
    first = make_enterprise(records, cast.school, name="Delta Réseaux")
    make_placement(
        records,
        make_enrolment(records, cohort, trainee),
        tutor=make_tutor(records, first),
        status=PlacementStatus.LIVE,
        starts_on=BEGINNING,
        ends_on=BEGINNING + timedelta(days=60),
    )
    second = make_enterprise(records, cast.school, name="Fibre du Golfe")
    make_tutor(records, second, name="Codjo Ahouansou", email="codjo@golfe.example")
    give_account(records, trainee.id, "Aïcha Sanni", "aicha@ecole.example")
    cast.apprentice.identifier = "aicha@ecole.example"
    return cast


def test_a_break_off_is_contested_answered_and_followed_by_another_placement(
    records: Session, cast: Cast
) -> None:
    page = f"/placements/{newest(records, Placement).reference}"
    break_off(records, cast, page)
    contest(records, cast, page)
    uphold(records, cast, page)
    place_again(records, cast, page)


def break_off(records: Session, cast: Cast, page: str) -> None:
    """The director says since when, why, who decided, and what comes next."""
    director = cast.director
    director.sign_in()
    director.page.goto(page)
    director.follow("Rompre le placement")
    director.press("Rompre le placement")
    director.sees("Choisissez la raison")
    assert newest(records, Placement).status is PlacementStatus.LIVE
    director.page.get_by_label("Conditions de travail ou sécurité").check()
    director.page.get_by_label("Ensemble, d’un commun accord").check()
    director.page.get_by_label("Chercher une autre entreprise").check()
    director.fill(ended_on=iso(STOPPED), detail=FOUND)
    director.press("Rompre le placement")
    director.sees("Le placement est rompu.")
    end, placement = newest(records, PlacementEnd), newest(records, Placement)
    assert (end.outcome, end.state) == (EndOutcome.BROKEN_OFF, EndState.DECLARED)
    assert (end.cause, end.detail) == (EndReason.WORKING_CONDITIONS, FOUND)
    assert (end.decided_by, end.next_step) == (Decider.TOGETHER, NextStep.RE_PLACEMENT)
    assert (placement.status, placement.ended_on) == (PlacementStatus.BROKEN_OFF, STOPPED)


def contest(records: Session, cast: Cast, page: str) -> None:
    """The apprentice, whose turn it is, does not agree, and must say why."""
    apprentice = cast.apprentice
    apprentice.sign_in()
    apprentice.page.goto(f"{page}/end")
    apprentice.sees(FOUND)
    apprentice.follow("Contester cette fin")
    apprentice.press("Contester cette fin")
    apprentice.sees("Dites-le en quelques mots.")
    assert newest(records, PlacementEnd).state is EndState.DECLARED
    apprentice.fill(comment=CONTESTED)
    apprentice.press("Contester cette fin")
    apprentice.sees("C’est noté.")
    end = newest(records, PlacementEnd)
    assert (end.action, end.party, end.state) == (
        EndAction.CONTEST,
        EndParty.APPRENTICE,
        EndState.CONTESTED,
    )
    assert end.comment == CONTESTED


def uphold(records: Session, cast: Cast, page: str) -> None:
    """The director finds the contest on the first page, and answers it in words."""
    director, apprentice = cast.director, cast.apprentice
    director.page.goto("/")
    director.page.get_by_role("link", name="Fin contestée : Aïcha Sanni").click()
    expect(director.page).to_have_url(re.compile(f"{page}/end"))
    director.sees(CONTESTED)
    director.follow("Maintenir la fin et répondre")
    director.fill(comment=UPHELD)
    director.press("Maintenir la fin et répondre")
    director.sees("C’est noté.")
    end = newest(records, PlacementEnd)
    assert (end.state, end.comment) == (EndState.SETTLED, UPHELD)
    assert end.next_step is NextStep.RE_PLACEMENT
    apprentice.page.reload()
    apprentice.sees(UPHELD)
    expect(apprentice.page.get_by_role("link", name="Contester cette fin")).to_have_count(0)


def place_again(records: Session, cast: Cast, page: str) -> None:
    """The school still has to find another enterprise, until one has said yes."""
    director, tutor = cast.director, cast.tutor
    director.sees("Trouver une autre entreprise")
    director.follow("Proposer un autre placement")
    director.page.locator("[name=trainee]").select_option(label="Aïcha Sanni")
    host = director.page.locator("select[name=host] option", has_text="Codjo Ahouansou")
    director.page.locator("select[name=host]").select_option(host.get_attribute("value"))
    director.fill(
        position="Technicienne de raccordement",
        starts_on=iso(today() + timedelta(days=3)),
        ends_on=iso(today() + timedelta(days=30)),
        weekly_hours="35",
    )
    director.page.locator("main form button[type=submit]").last.click()
    director.sees("Aïcha Sanni chez Fibre du Golfe")
    tutor.page.goto(cast.link_in_mail("/link/placement/", "codjo@golfe.example"))
    tutor.press("Confirmer le placement")
    tutor.sees("Merci, le placement d’Aïcha Sanni est confirmé")
    again = newest(records, Placement)
    assert (again.status, again.enterprise.name) == (PlacementStatus.CONFIRMED, "Fibre du Golfe")
    people = records.scalars(select(Placement.trainee_id)).all()
    assert people == [newest(records, Enrolment).trainee_id] * 2
    director.page.goto(f"{page}/end")
    director.sees("Fin maintenue")
    expect(director.page.get_by_text("Trouver une autre entreprise")).to_have_count(0)
