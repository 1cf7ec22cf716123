"""A placement from the proposal to the hire, each step on the phone of the person whose it is.

The server's clock is put back two weeks to begin with: the visit is logged on the very day of the
phone, which has no other clock, and what follows lies in the days to come.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Enrolment
from school.hiring.models import Hire, Offer
from school.hiring.rules import Decision, Evidence
from school.placements.ends.models import PlacementEnd
from school.placements.ends.rules import EndState
from school.placements.evaluations.models import Evaluation
from school.placements.evaluations.rules import EvaluationVoice, JobAnswer
from school.placements.immersion.models import LogbookDuty
from school.placements.immersion.rules import DutyLevel
from school.placements.models import LogbookDay, Placement
from school.placements.posts.models import Post
from school.placements.proposals.models import PlacementProposal
from school.placements.proposals.rules import ProposalState
from school.placements.rules import PlacementStatus
from school.visits.contact.models import AgreedAction
from school.visits.models import Visit
from tests.browser.actors import Actor, above, gather, give_account, iso, newest
from tests.browser.agreeing import (
    ASKED_ON,
    BEGINNING,
    DUTIES,
    LAST_DAY,
    LATER_LAST_DAY,
    TODAY,
    TRAINEE,
    TUTOR,
    Life,
    agree,
    extend,
)
from tests.browser.conftest import PHONE, Clock
from tests.browser.phones import BADGE, SAYS, Phone, Server, until
from tests.browser.waits import KEPT_WHOLE
from tests.factories.posts import make_post
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_enterprise,
    make_trainee,
    make_tutor,
)
from tests.support.follow_up import hired

pytestmark = pytest.mark.browser

EXIT = BEGINNING + timedelta(days=60)
HIRE = EXIT + timedelta(days=14)
READING = EXIT + timedelta(days=200)
SEEN = "Douze soudures, casque porté."


@pytest.fixture
def server(line: Server) -> str:
    """One server for the windows of a journey and for the phone that loses the network."""
    return line.address


@pytest.fixture
def life(records: Session, open_browser: Callable[..., Page], clock: Clock) -> Life:
    """An apprentice in a cohort, and the post of an enterprise with its tutor."""
    clock(ASKED_ON)
    cast = gather(records, lambda: open_browser(PHONE))
    trainee = make_trainee(
        records, family_name="Sanni", given_names="Aïcha", email="aicha@ecole.example"
    )
    cohort = make_cohort(
        records, cast.school, starts_on=ASKED_ON - timedelta(days=60), ends_on=EXIT
    )
    make_enrolment(records, cohort, trainee)
    enterprise = make_enterprise(records, cast.school, name="Delta Réseaux")
    make_post(
        records,
        cast.school,
        title="Monteuse de réseaux",
        tutor=make_tutor(records, enterprise, name=TUTOR, email="prosper@delta.example"),
        starts_on=BEGINNING,
        ends_on=LAST_DAY,
        opened_on=ASKED_ON,
    )
    give_account(records, trainee.id, TRAINEE, "aicha@ecole.example")
    cast.apprentice.identifier = "aicha@ecole.example"
    return Life(cast, Actor(open_browser(PHONE)), clock)


def test_from_the_proposal_to_the_hire(
    records: Session, life: Life, phone: Phone, line: Server, tmp_path: Path
) -> None:
    """Each person does their own step, on screen and for good, and the next finds it done."""
    propose(records, life)
    agree(records, life, tmp_path)
    keep_the_logbook(records, life)
    visit_without_network(records, life, phone, line)
    extend(records, life)
    finish(records, life)
    evaluate(records, life)
    hire(records, life)


def propose(records: Session, life: Life) -> None:
    """The school proposes the apprentice for the post; the tutor accepts from the link."""
    director, tutor = life.cast.director, life.cast.tutor
    director.sign_in()
    director.page.goto(f"/posts/{newest(records, Post).reference}")
    director.follow("Choisir qui proposer")
    director.page.get_by_role("link", name=f"Proposer {TRAINEE}").click()
    director.is_at("/propose/")
    director.page.locator("main form button[type=submit]").last.click()
    director.sees(f"Un lien part par courriel à {TUTOR}")
    tutor.page.goto(life.cast.link_in_mail("/link/proposal/"))
    assert newest(records, PlacementProposal).state is ProposalState.NEW
    tutor.press("Accueillir cette personne")
    tutor.sees(f"Merci, vous accueillez {TRAINEE}")
    proposal = newest(records, PlacementProposal)
    assert proposal.state is ProposalState.ACCEPTED
    assert proposal.placement is not None
    assert proposal.placement.status is PlacementStatus.CONFIRMED
    life.reference = proposal.placement.reference


def keep_the_logbook(records: Session, life: Life) -> None:
    """The apprentice notes hours and duties of a week; the tutor validates them in three taps."""
    director, apprentice, tutor = life.cast.director, life.cast.apprentice, life.cast.tutor
    life.clock(BEGINNING)
    director.sign_in()
    director.page.goto(life.page)
    director.press("Démarrer le placement")
    director.sees("Le placement est en cours.")
    life.clock(BEGINNING + timedelta(days=5))
    apprentice.sign_in()
    apprentice.page.goto(f"{life.page}/logbook?week={iso(BEGINNING)}")
    apprentice.fill(hours_0="7", activities_0="Tirage de câble", hours_1="7,5")
    apprentice.page.get_by_label(DUTIES[0]).select_option(label="Sans aide")
    apprentice.press("Enregistrer la semaine")
    apprentice.sees("est enregistré")
    apprentice.press("Envoyer la semaine au tuteur")
    apprentice.sees("Un lien part par courriel")
    tutor.page.goto(life.cast.link_in_mail("/link/week/"))
    tutor.sees("14,5")
    tutor.press("Valider la semaine")
    tutor.sees("est validée")
    records.rollback()
    days = records.execute(select(LogbookDay.hours, LogbookDay.validated_on)).all()
    validated_on = BEGINNING + timedelta(days=5)
    assert sorted(days) == [(Decimal(7), validated_on), (Decimal("7.5"), validated_on)]
    done = newest(records, LogbookDuty)
    assert (done.duty.wording, done.level) == (DUTIES[0], DutyLevel.ALONE)
    assert done.validated_on == validated_on


def visit_without_network(records: Session, life: Life, phone: Phone, line: Server) -> None:
    """The trainer plans the visit, logs it where there is no network, and it arrives once."""
    life.clock(TODAY)
    page = phone.sign_in(life.cast.trainer.identifier)
    trainer = Actor(page)
    page.goto(f"/visits/new?placement={life.reference}")
    trainer.fill(planned_on=iso(TODAY))
    trainer.press("Prévoir la visite")
    trainer.follow("Noter la visite")
    expect(page.get_by_role("heading", level=1)).to_have_text("Noter la visite")
    until(page, KEPT_WHOLE)
    line.stop()
    page.reload()
    expect(page.get_by_text("Copie du")).to_be_visible()
    trainer.fill(summary=SEEN)
    for folded in page.locator("main details.folded > summary").all():
        folded.click()
    trainer.fill(tutor_said="Elle apprend vite.", action_1="Revoir le clivage")
    trainer.press("Enregistrer le compte rendu")
    expect(page.locator(SAYS)).to_contain_text("gardé sur ce téléphone")
    assert newest(records, Visit).done_on is None
    line.start()
    page.goto("/offline")
    expect(page.get_by_text("Tout est parti")).to_be_visible()
    expect(page.locator(BADGE)).to_be_hidden()
    visit = newest(records, Visit)
    assert (visit.done_on, visit.summary) == (TODAY, SEEN)
    assert visit.tutor_said == "Elle apprend vite."
    assert newest(records, AgreedAction).wording == "Revoir le clivage"
    director = life.cast.director
    director.sign_in()
    director.page.goto(f"/visits/placements/{life.reference}/contact")
    director.sees(SEEN)


def finish(records: Session, life: Life) -> None:
    """The work ends; the apprentice agrees with what the school says of it."""
    life.clock(LATER_LAST_DAY + timedelta(days=3))
    director, apprentice = life.cast.director, life.cast.apprentice
    director.sign_in()
    director.page.goto(life.page)
    director.follow("Terminer le placement")
    director.press("Terminer le placement")
    director.sees("Le placement est terminé.")
    apprentice.sign_in()
    apprentice.page.goto(f"{life.page}/end")
    apprentice.press("Je suis d’accord")
    apprentice.sees("C’est noté.")
    end = newest(records, PlacementEnd)
    assert (end.state, end.last_day) == (EndState.AGREED, LATER_LAST_DAY)
    assert newest(records, Placement).status is PlacementStatus.COMPLETED


def evaluate(records: Session, life: Life) -> None:
    """Tutor and apprentice each say how it went; the tutor has a job, and says which."""
    director, apprentice, tutor = life.cast.director, life.cast.apprentice, life.cast.tutor
    apprentice.page.goto(f"{life.page}/evaluations")
    apprentice.follow("Évaluer mon placement")
    evaluate_well(apprentice)
    apprentice.sees("Merci, votre évaluation est notée")
    assert newest(records, Evaluation).voice is EvaluationVoice.APPRENTICE
    director.page.goto(f"{life.page}/evaluations")
    director.sees("Pas encore de réponse")
    tutor.page.goto(life.cast.link_in_mail("/link/evaluation/"))
    tutor.page.locator(f"[name=job_answer][value={JobAnswer.YES}]").check()
    evaluate_well(tutor)
    tutor.sees(f"Souhaitez-vous embaucher {TRAINEE}")
    tutor.page.get_by_label("Offre ferme").check()
    tutor.page.get_by_label("Durée indéterminée (CDI)").check()
    tutor.press("Déclarer cette offre")
    tutor.sees(f"Merci, votre offre à {TRAINEE} est notée")
    said = newest(records, Evaluation)
    assert (said.voice, said.job_answer) == (EvaluationVoice.TUTOR, JobAnswer.YES)
    assert newest(records, Offer).decision is Decision.PENDING
    director.page.reload()
    for name in (TUTOR, TRAINEE):
        director.sees(name)


def evaluate_well(actor: Actor) -> None:
    """Somebody answers well to each question of a list, and sends it."""
    send = "Envoyer mon évaluation"
    for question in above(actor.page, send, ".question fieldset"):
        question.locator("input:not(.low)").last.check()
    actor.press(send)


def hire(records: Session, life: Life) -> None:
    """The offer is accepted and becomes a hire with its paper, which the rate then counts."""
    life.clock(HIRE)
    director = life.cast.director
    director.sign_in()
    enrolment = newest(records, Enrolment)
    enrolment.completed_on = enrolment.certified_on = EXIT
    records.commit()
    director.page.goto(f"/offers/{newest(records, Offer).reference}")
    director.follow("Noter la réponse")
    director.page.locator(f"[name=decision][value={Decision.ACCEPTED}]").check()
    director.fill(decided_on=iso(HIRE))
    director.page.locator("main form button[type=submit]").last.click()
    director.follow("Enregistrer l’embauche")
    director.fill(starts_on=iso(HIRE))
    director.page.get_by_label("Dans le métier").check()
    director.page.locator(f"[name=evidence][value={Evidence.DOCUMENT_SEEN}]").check()
    director.page.locator("main form button[type=submit]").last.click()
    director.sees("C’est enregistré.")
    director.sees("document vu")
    found = newest(records, Hire)
    assert (found.starts_on, found.evidence) == (HIRE, Evidence.DOCUMENT_SEEN)
    assert found.enterprise_id == newest(records, Placement).enterprise_id
    life.clock(READING)
    assert hired(records, life.cast.school, Evidence.DOCUMENT_SEEN, READING) == (1, 1)
    director.sign_in()
    director.sees("1 personne embauchée sur 1 certifiée")
