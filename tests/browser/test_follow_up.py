"""From the link on somebody's phone to the hiring rate: asked, declared, confirmed, counted.

Played in real Chromium on a phone, with scripts and without.
"""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from school.hiring.rules import Evidence
from tests.browser.actors import Actor, Cast, gather
from tests.browser.conftest import PHONE
from tests.support.follow_up import NOON, PRESENT, hired, somebody

pytestmark = pytest.mark.browser

BY_EMPLOYER, BY_PERSON = Evidence.CONFIRMED, Evidence.DECLARED


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOON, tick=True):
        yield


@pytest.fixture(params=[True, False], ids=["scripts", "without scripts"])
def window(request: pytest.FixtureRequest, open_browser: Callable[..., Page]) -> Callable[[], Page]:
    """Open windows of a phone, with scripts or without."""
    return lambda: open_browser(PHONE, scripts=request.param)


def ask(cast: Cast, person: str) -> None:
    """The trainer finds whom to ask, and sends the link."""
    trainer = cast.trainer
    trainer.sign_in()
    trainer.follow("Voir qui contacter")
    trainer.follow(person)
    trainer.press("Envoyer le lien par courriel")
    trainer.sees("1 essai")


def answer(cast: Cast) -> None:
    """The person says on one screen what they do, and who can confirm it."""
    actor = Actor(cast.apprentice.page)
    actor.page.goto(cast.link_in_mail("/link/situation/"))
    actor.page.get_by_label("Je travaille sous contrat").check()
    actor.page.get_by_label("Durée indéterminée").check()
    actor.fill(
        employer_name="Réseaux du Golfe",
        starts_on="2025-09-01",
        contact_name="Codjo Ahouansou",
        contact_email="codjo@golfe.example",
    )
    actor.press("Envoyer ma réponse")
    actor.sees("Merci, votre réponse est notée")


def confirm(cast: Cast) -> None:
    """The employer confirms with one tap."""
    cast.tutor.page.goto(cast.link_in_mail("/link/employment/"))
    cast.tutor.press("Confirmer l’embauche")
    cast.tutor.sees("est confirmée")


def test_an_answer_on_a_phone_moves_the_rate_once_the_employer_confirms(
    records: Session, window: Callable[[], Page]
) -> None:
    cast = gather(records, window)
    enrolment = somebody(records, cast.school)
    ask(cast, enrolment.trainee.full_name)
    answer(cast)
    assert hired(records, cast.school, BY_PERSON, PRESENT) == (1, 1)
    assert hired(records, cast.school, BY_EMPLOYER, PRESENT) == (0, 1)
    confirm(cast)
    assert hired(records, cast.school, BY_EMPLOYER, PRESENT) == (1, 1)
    director = cast.director
    director.sign_in()
    director.page.goto("/follow-up")
    director.sees("Tout le monde a répondu")


def test_what_the_employer_contests_is_settled_by_the_director(
    records: Session, window: Callable[[], Page]
) -> None:
    cast = gather(records, window)
    ask(cast, somebody(records, cast.school).trainee.full_name)
    answer(cast)
    tutor, director = cast.tutor, cast.director
    tutor.page.goto(cast.link_in_mail("/link/employment/"))
    tutor.fill(comment="Commencé plus tard")
    tutor.press("Signaler une erreur")
    tutor.sees("votre remarque est transmise")
    assert hired(records, cast.school, BY_PERSON, PRESENT) == (0, 1)
    director.sign_in()
    director.page.goto(cast.link_in_mail("/hires/"))
    director.page.get_by_label("L’embauche est exacte une fois corrigée ci-dessous").check()
    director.page.get_by_label("E3, document vu").check()
    director.page.get_by_text("Corriger ce que dit l’embauche").click()
    director.fill(reason="Contrat vu", starts_on="2025-10-06")
    director.press("Régler")
    director.sees("Rien à régler")
    assert hired(records, cast.school, Evidence.DOCUMENT_SEEN, PRESENT) == (1, 1)
