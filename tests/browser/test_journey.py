"""One apprentice's way, from the application to the hire and to the hiring rate that comes of it.

Played in real Chromium by the person whose step it is, in French: on a phone, on a laptop, and
once without scripts. The clock moves with the training, as eleven months pass.
"""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Trainee
from tests.browser.actors import Cast, gather, give_account, iso
from tests.browser.conftest import LAPTOP, PHONE, Clock
from tests.browser.gates import answer

pytestmark = pytest.mark.browser

OPENING = date(2026, 1, 12)
PLACEMENT = date(2026, 3, 2)
CERTIFICATION = date(2026, 5, 29)
HIRE = date(2026, 6, 15)
READING = date(2026, 12, 14)


@pytest.fixture(
    params=[(PHONE, True), (LAPTOP, True), (PHONE, False)],
    ids=["phone", "laptop", "without scripts"],
)
def window(request: pytest.FixtureRequest, open_browser: Callable[..., Page]) -> Callable[[], Page]:
    """Open windows of one size, with scripts or without."""
    size, scripts = request.param
    return lambda: open_browser(size, scripts=scripts)


def open_cohort_and_admit(cast: Cast) -> None:
    """The director opens a cohort on a path, notes an application and admits the person."""
    director = cast.director
    director.sign_in()
    director.page.goto("/cohorts")
    director.follow("Ouvrir une promotion")
    director.fill(
        code="EMN-2026-1",
        name="Déploiement 2026",
        starts_on=iso(OPENING),
        ends_on=iso(CERTIFICATION),
    )
    director.page.locator("[name=path]").select_option("deployment")
    director.press("Ouvrir la promotion")
    director.follow("Ajouter une candidature")
    director.fill(
        family_name="Sanni", given_names="Aïcha", born_on="2004-05-17", applied_on=iso(OPENING)
    )
    director.page.locator("[name=sex]").select_option("F")
    director.press("Enregistrer la candidature")
    director.sees("est enregistrée")
    director.page.goto("/cohorts/EMN-2026-1/admit")
    director.page.get_by_label("Aïcha Sanni").check()
    director.fill(day=iso(OPENING))
    director.page.locator("main form button[type=submit]").last.click()
    expect(director.page.get_by_role("row", name="Aïcha Sanni")).to_contain_text("En formation")


def register_enterprise(cast: Cast) -> None:
    """The director registers the enterprise and its tutor."""
    director = cast.director
    director.page.goto("/enterprises/new")
    director.fill(name="Delta Réseaux")
    director.page.locator("main form button[type=submit]").last.click()
    director.follow("Ajouter un tuteur")
    director.fill(name="Prosper Tossou", email="prosper@delta.example")
    director.page.locator("main form button[type=submit]").last.click()
    director.sees("Prosper Tossou")


def teach(cast: Cast) -> None:
    """The trainer takes attendance and logs a practical with its measures."""
    trainer = cast.trainer
    trainer.sign_in()
    trainer.follow("Faire l’appel")
    trainer.press("Enregistrer l’appel")
    trainer.is_at("/attendance/days")
    trainer.page.goto("/")
    trainer.follow("Noter une pratique")
    trainer.page.get_by_role("link", name="Épissure mécanique").first.click()
    trainer.page.get_by_role("link", name="Aïcha Sanni").click()
    answer(trainer.page)
    trainer.page.get_by_label("Perte d’insertion").first.fill("0,18")
    trainer.press("Signer l’essai")
    trainer.is_at("/practicals/A")
    trainer.sees("acquis")
    trainer.sees("0,18")


def propose_and_confirm(cast: Cast) -> None:
    """The director proposes a placement; the tutor confirms it from the link in two taps."""
    director = cast.director
    trainee = cast.session.scalars(select(Trainee)).one()
    director.page.goto(f"/placements/new?cohort=EMN-2026-1&trainee={trainee.reference}")
    director.page.locator("select[name=host]").select_option(index=1)
    director.fill(
        position="Technicienne de raccordement",
        starts_on=iso(PLACEMENT),
        ends_on=iso(PLACEMENT + timedelta(days=39)),
        weekly_hours="35",
    )
    director.page.locator("main form button[type=submit]").last.click()
    director.sees("Aïcha Sanni chez Delta Réseaux")
    tutor = cast.tutor
    tutor.page.goto(cast.link_in_mail("/link/placement/"))
    tutor.press("Confirmer le placement")
    tutor.sees("Merci, le placement d’Aïcha Sanni est confirmé")


def immerse(cast: Cast, clock: Clock) -> None:
    """The placement starts; the trainer plans and logs a visit; a week is noted and validated."""
    clock(PLACEMENT + timedelta(days=5))
    director, trainer, apprentice, tutor = cast.director, cast.trainer, cast.apprentice, cast.tutor
    director.sign_in()
    director.page.goto("/placements")
    director.page.get_by_role("link", name="Aïcha Sanni").first.click()
    director.is_at(r"/placements/[^/?]+$")
    placement = director.page.url.rsplit("/", 1)[1]
    director.press("Démarrer le placement")
    director.sees("Aucune convention n’est signée par tous")
    director.page.get_by_label("J’ai vérifié").check()
    director.press("Démarrer le placement")
    director.sees("Le placement est en cours.")
    trainer.sign_in()
    trainer.page.goto(f"/visits/new?placement={placement}")
    trainer.fill(planned_on=iso(PLACEMENT + timedelta(days=5)))
    trainer.press("Prévoir la visite")
    trainer.follow("Noter la visite")
    trainer.fill(done_on=iso(PLACEMENT + timedelta(days=5)), summary="Douze soudures, sûre d’elle.")
    trainer.press("Enregistrer le compte rendu")
    trainer.sees("Douze soudures, sûre d’elle.")
    apprentice.sign_in()
    apprentice.page.goto(f"/placements/{placement}/logbook?week={iso(PLACEMENT)}")
    apprentice.fill(hours_0="7", activities_0="Tirage de câble", hours_1="7,5")
    apprentice.press("Enregistrer la semaine")
    apprentice.sees("est enregistré")
    apprentice.press("Envoyer la semaine au tuteur")
    apprentice.sees("Un lien part par courriel")
    tutor.page.goto(cast.link_in_mail("/link/week/"))
    tutor.press("Valider la semaine")
    tutor.sees("est validée")
    tutor.press("Déclarer une offre")
    tutor.page.get_by_label("Offre ferme").check()
    tutor.page.get_by_label("Durée indéterminée (CDI)").check()
    tutor.press("Déclarer cette offre")
    tutor.sees("Merci, votre offre à Aïcha Sanni est notée")


def certify_and_hire(cast: Cast, clock: Clock) -> None:
    """The director ends the placement, certifies the person and records the hire."""
    clock(HIRE)
    director = cast.director
    director.sign_in()
    trainee = cast.session.scalars(select(Trainee)).one()
    director.page.goto(f"/cohorts/EMN-2026-1/people/{trainee.reference}")
    director.fill(completed_on=iso(CERTIFICATION), certified_on=iso(CERTIFICATION))
    director.press("Enregistrer les dates")
    director.sees("Les dates sont enregistrées.")
    director.page.goto(f"/trainees/{trainee.reference}")
    director.page.goto(f"/hires/new?trainee={trainee.reference}")
    director.page.locator("select[name=enterprise]").select_option(label="Delta Réseaux")
    director.page.get_by_label("Durée indéterminée (CDI)").check()
    director.fill(starts_on=iso(HIRE))
    director.page.get_by_label("Dans le métier").check()
    director.page.locator("[name=evidence][value=E3]").check()
    director.page.locator("main form button[type=submit]").last.click()
    director.sees("C’est enregistré.")
    director.sees("document vu")


def read_the_rate(cast: Cast, clock: Clock) -> None:
    """The director reads rate, share and gap down to the person; the ministry downloads."""
    clock(READING)
    director, ministry = cast.director, cast.ministry
    director.sign_in()
    director.sees("100,0")
    director.sees("1 personne embauchée sur 1 certifiées")
    director.page.goto("/report")
    director.page.goto("/report/persons?measure=hired")
    director.page.get_by_role("link", name="Aïcha Sanni").first.click()
    director.sees("De la candidature à l’emploi en 154 jours")
    ministry.sign_in()
    ministry.page.goto("/report")
    for words, suffix in (("PDF", ".pdf"), ("CSV", ".csv")):
        with ministry.page.expect_download() as waiting:
            ministry.page.get_by_role("link", name=words).first.click()
        assert waiting.value.suggested_filename.endswith(suffix)
        assert waiting.value.path().stat().st_size > 100


def test_from_application_to_hire(
    window: Callable[[], Page], records: Session, clock: Clock
) -> None:
    """Each person does their own step, and the next finds it done."""
    clock(OPENING)
    cast = gather(records, window)
    open_cohort_and_admit(cast)
    register_enterprise(cast)
    teach(cast)
    trainee = records.scalars(select(Trainee)).one()
    cast.apprentice.identifier = "aicha@ecole.example"
    give_account(records, trainee.id, "Aïcha Sanni", cast.apprentice.identifier)
    propose_and_confirm(cast)
    immerse(cast, clock)
    certify_and_hire(cast, clock)
    read_the_rate(cast, clock)
