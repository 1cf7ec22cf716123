"""An agreement and its amendment, each party on the channel that they have."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from school.placements.agreements.models import AgreementScan, AgreementVersion
from school.placements.agreements.rules import (
    AgreementKind,
    AgreementStatus,
    Channel,
    Party,
    Section,
)
from school.placements.models import Placement
from tests.browser.actors import Actor, Cast, above, iso, newest
from tests.browser.conftest import ZONE, Clock

TODAY = datetime.now(ZONE).date()
BEGINNING = TODAY - timedelta(days=TODAY.weekday() + 14)
"""The Monday on which the work begins."""

ASKED_ON = BEGINNING - timedelta(days=21)
LAST_DAY = BEGINNING + timedelta(days=32)
LATER_LAST_DAY = BEGINNING + timedelta(days=39)
TRAINEE, TUTOR, REPRESENTATIVE = "Aïcha Sanni", "Prosper Tossou", "Reine Dossou"
REPRESENTATIVE_MAIL = "reine@delta.example"
DUTIES = ("Tirer un câble en conduite", "Souder une fibre")


@dataclass
class Life:
    """The people of a placement, the clock, and the placement once there is one."""

    cast: Cast
    representative: Actor
    clock: Clock
    reference: str = ""

    @property
    def page(self) -> str:
        """The address of the placement."""
        return f"/placements/{self.reference}"


def agree(records: Session, life: Life, folder: Path) -> None:
    """The agreement is written and sent; three parties sign it on three channels, then the school.

    The tutor confirms the duties from the text message, and signs nothing.
    """
    write_the_agreement(life)
    director = life.cast.director
    life.cast.tutor.page.goto(link_in_message(life, "tutor"))
    life.cast.tutor.sees("Ces missions d’Aïcha Sanni sont-elles exactes")
    sign(life.cast.tutor, TUTOR, "Confirmer les missions")
    life.representative.page.goto(life.cast.link_in_mail("/link/agreement/", REPRESENTATIVE_MAIL))
    sign(life.representative, REPRESENTATIVE, "Signer la convention")
    sign_on_paper(life, folder)
    director.press("Signer pour l’école")
    director.sees("La convention est signée par tous.")
    version = newest(records, AgreementVersion)
    assert version.status is AgreementStatus.VALIDATED
    assert version.in_force_on == ASKED_ON
    rows = {row.party: row for row in version.parties}
    assert rows[Party.REPRESENTATIVE].channel is Channel.LINK
    assert rows[Party.APPRENTICE].channel is Channel.PAPER
    assert rows[Party.APPRENTICE].recorded_by == "Director"
    assert rows[Party.SCHOOL].channel is Channel.ACCOUNT
    assert rows[Party.TUTOR].signed_at is None
    assert newest(records, AgreementScan).party is Party.APPRENTICE


def write_the_agreement(life: Life) -> None:
    """The director writes what is agreed, and sends it to be signed."""
    director = life.cast.director
    director.page.goto(f"{life.page}/agreement")
    director.follow("Écrire la convention")
    director.fill(
        schedule="Du lundi au vendredi, de 8 h à 15 h",
        place="Cotonou, la marina",
        protection="Casque, gants",
        representative_name=REPRESENTATIVE,
        representative_email=REPRESENTATIVE_MAIL,
        emergency_name="Léa Sanni",
        emergency_phone="0197000001",
        duty_0=DUTIES[0],
        duty_1=DUTIES[1],
    )
    director.page.locator("[name=trainer]").select_option(label="Trainer")
    director.press("Garder le brouillon")
    director.sees("Le brouillon est gardé.")
    director.press("Envoyer à signer")
    director.sees("La convention est ouverte à la signature.")


def link_in_message(life: Life, party: str) -> str:
    """The director prepares the text of a party's link, and the party opens what it carries."""
    director = life.cast.director
    director.page.goto(f"{life.page}/agreement")
    awaited = director.page.locator(f"form:has([name=party][value={party}])")
    awaited.get_by_role("button", name="Préparer un message à copier").click()
    text = director.page.locator(".code-well")
    expect(text).to_contain_text("/link/agreement/")
    found = re.search(r"https?://[^/\s]+(/link/agreement/\S+)", text.inner_text())
    return found[1] if found else pytest.fail(f"no link in « {text} »")


def sign(actor: Actor, name: str, button: str) -> None:
    """Somebody reads each section, writes their name and presses the one button."""
    for box in above(actor.page, button, "[name=sections]"):
        box.check()
    actor.fill(name=name)
    actor.press(button)
    actor.sees("Merci, votre part est faite")


def sign_on_paper(life: Life, folder: Path) -> None:
    """The director adds the picture of what the apprentice signed on paper."""
    director, picture = life.cast.director, folder / "paper.jpg"
    Image.new("RGB", (300, 400), "white").save(picture)
    director.page.goto(f"{life.page}/agreement")
    director.follow("Signé sur papier")
    director.sees(f"Papier signé par {TRAINEE}")
    director.page.locator("[name=scan]").set_input_files(picture)
    director.press("Joindre le papier signé")
    director.sees("Voir le papier signé")


def extend(records: Session, life: Life) -> None:
    """An amendment moves the last day: who signs reads the period again, and nothing else."""
    director, apprentice = life.cast.director, life.cast.apprentice
    director.page.goto(f"{life.page}/agreement")
    director.page.get_by_text("Modifier la convention").click()
    director.page.locator(f"a[href*='kind={AgreementKind.PERIOD}']").click()
    director.fill(justification="Le chantier dure une semaine de plus", ends_on=iso(LATER_LAST_DAY))
    director.press("Garder le brouillon")
    director.sees("Le brouillon est gardé.")
    director.press("Envoyer à signer")
    director.sees("La convention est ouverte à la signature.")
    version = newest(records, AgreementVersion)
    own = {(one.party, one.section) for one in version.confirmations if one.carried_from}
    assert (Party.TUTOR, Section.DUTIES) in own
    assert [one for one in own if one[1] is Section.PERIOD] == []
    life.representative.page.goto(link_in_message(life, "representative"))
    expect(life.representative.page.locator("[name=sections]")).to_have_count(1)
    life.representative.sees("Le chantier dure une semaine de plus")
    sign(life.representative, REPRESENTATIVE, "Signer l’avenant")
    apprentice.sign_in()
    apprentice.page.goto(f"{life.page}/agreement")
    apprentice.follow("Relire et signer")
    expect(apprentice.page.locator("[name=sections]")).to_have_count(1)
    apprentice.page.locator("[name=sections]").check()
    apprentice.press("Signer l’avenant")
    expect(apprentice.page).to_have_url(re.compile("/agreement$"))
    assert newest(records, Placement).ends_on == LAST_DAY
    director.page.goto(f"{life.page}/agreement")
    director.press("Signer pour l’école")
    director.sees("La convention est signée par tous.")
    assert newest(records, Placement).ends_on == LATER_LAST_DAY
    assert newest(records, AgreementVersion).kind is AgreementKind.PERIOD
