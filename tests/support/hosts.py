"""An enterprise with a record of each kind, each with one word in it, and the links it is sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from flask import url_for
from sqlalchemy.orm import Session

from school.accounts.models import School
from school.accounts.operations import issue_link
from school.accounts.rules import LinkPurpose
from school.cohorts.models import Cohort, Enrolment
from school.enterprises.consultations.models import Consultation, ConsultationInvitation
from school.enterprises.models import Tutor
from school.enterprises.operations import ensure_partnership
from school.enterprises.partner_models import InterestQuestion
from school.hiring.rules import Evidence
from school.placements.agreements.duty_rules import MOST_DUTIES
from school.placements.agreements.models import AgreementVersion
from school.placements.models import Placement
from school.placements.proposals.models import PlacementProposal
from school.placements.rules import PlacementStatus
from school.visits.rules import ActionOwner
from tests.factories import consultations, contact, partners, posts, records
from tests.factories.agreements import make_sent
from tests.factories.evaluations import make_evaluation
from tests.factories.immersion import make_absence, make_accident, make_duty, make_duty_done

MONDAY = date(2026, 3, 2)

LONG = (
    "sur le chantier de la marina, du premier au dernier regard, avec le casque et les gants. " * 2
)


@dataclass
class Host:
    """What an enterprise is asked about, by the records that its links are about."""

    live: Placement
    proposed: Placement
    agreement: AgreementVersion
    proposal: PlacementProposal
    question: InterestQuestion
    check_id: int
    asked: ConsultationInvitation
    told: ConsultationInvitation


def make_host(
    session: Session,
    cohort: Cohort,
    tutor: Tutor,
    word: str,
    surveys: tuple[Consultation, Consultation],
    count: int,
    shared: Enrolment | None = None,
) -> Host:
    """Give an enterprise people, a post, weeks, visits, marks, hires and answers of its own.

    Each bears the word; `count` is how many it says that it takes and hires. The first survey is
    open, the second has been told to those who were asked. `shared`: a person whom another
    enterprise takes, asks for and is asked about, too.
    """
    enterprise, school = tutor.enterprise, cohort.school
    _partner(session, school, tutor, word, count)
    post = posts.make_post(session, school, tutor=tutor, title=f"Poste {word}")
    post.duties[0].wording = f"Souder pour {word}"
    person = shared or _enrolled(session, cohort, word)
    live = _live(session, person, tutor, word)
    records.make_offer(session, live.trainee, enterprise=enterprise)
    hire = records.make_hire(
        session, live.trainee, enterprise=enterprise, employer_name=None, evidence=Evidence.DECLARED
    )
    check = records.make_hire_check(session, hire, contact_name=f"Reine {word}")
    asked, told = (_answered(session, one, tutor, word, count) for one in surveys)
    return Host(
        live=live,
        proposed=records.make_placement(
            session, shared or _enrolled(session, cohort, word), tutor=tutor
        ),
        agreement=_agreement(session, live, word),
        proposal=posts.make_proposal(session, post, shared or _enrolled(session, cohort, word)),
        question=partners.make_question(session, enterprise, school),
        check_id=check.id,
        asked=asked,
        told=told,
    )


def _partner(session: Session, school: School, tutor: Tutor, word: str, count: int) -> None:
    enterprise = tutor.enterprise
    ensure_partnership(session, school.id, enterprise.id)
    enterprise.name, tutor.name = f"{word} Réseaux", f"Prosper {word}"
    partners.make_site(session, enterprise, name=f"Dépôt {word}")
    partners.make_representative(session, enterprise, name=f"Reine {word}")
    partners.make_interest(session, enterprise, answered_by=f"Reine {word}")
    partners.make_places(session, enterprise, places=count)
    partners.make_technique(session, enterprise, name=f"Soufflage {word}")


def _enrolled(session: Session, cohort: Cohort, word: str) -> Enrolment:
    return records.make_enrolment(session, cohort, records.make_trainee(session, family_name=word))


def _live(session: Session, person: Enrolment, tutor: Tutor, word: str) -> Placement:
    placement = records.make_placement(
        session,
        person,
        tutor=tutor,
        status=PlacementStatus.LIVE,
        position=f"Monteur {word}",
    )
    for number in range(7):
        records.make_logbook_day(
            session,
            placement,
            date=MONDAY + timedelta(days=number),
            hours=Decimal(7),
            activities=f"Tirage {word} {LONG}",
        )
    for number in range(MOST_DUTIES):
        duty = make_duty(session, placement, wording=f"Mission {number} {word} {LONG}")
        make_duty_done(session, duty)
    make_absence(session, placement, declared_by=f"Prosper {word}")
    make_accident(session, placement, account=f"Chute {word}")
    make_evaluation(session, placement, author=f"Prosper {word}")
    visit = records.make_visit(
        session, placement, done_on=MONDAY, summary=f"Vu {word}", tutor_said=f"Dit {word}"
    )
    for position in range(1, 4):
        contact.make_agreed_action(
            session,
            visit,
            position=position,
            wording=f"Ranger {word} {LONG}",
            owner=ActionOwner.TUTOR,
        )
    return placement


def _agreement(session: Session, placement: Placement, word: str) -> AgreementVersion:
    duties = [
        {"wording": f"Mission {number} {word} {LONG}", "competencies": ["F0/F0-C1"]}
        for number in range(MOST_DUTIES)
    ]
    return make_sent(
        session, placement, duties=duties, place=f"Rue {word}", representative_name=f"Reine {word}"
    )


def _answered(
    session: Session, survey: Consultation, tutor: Tutor, word: str, count: int
) -> ConsultationInvitation:
    invitation = consultations.invite(session, survey, tutor.enterprise)
    consultations.make_answer(
        session,
        invitation,
        (1, 2),
        answered_by=f"Reine {word}",
        lacking=f"Manque {word}",
        places=count,
        hires=count,
        hiring_for=f"Pour {word}",
    )
    return invitation


FURTHER = {LinkPurpose.VALIDATE_WEEK: ("placements.link_absence", "placements.link_accident")}
"""Pages that a link leads on to under its own secret."""


def letters_of(session: Session, host: Host) -> Iterator[tuple[str, str]]:
    """Make each link that an enterprise is sent; give what it is for and its address.

    To be called where addresses are known, within a request.
    """
    purposes = {
        LinkPurpose.CONFIRM_PLACEMENT: ("placements.link_confirm", host.proposed.id),
        LinkPurpose.VALIDATE_WEEK: ("placements.link_week", host.live.id),
        LinkPurpose.RATE_COMPETENCIES: ("competencies.link", host.live.id),
        LinkPurpose.DECLARE_OFFER: ("hiring.link_offer", host.live.id),
        LinkPurpose.EVALUATE_PLACEMENT: ("placements.link_evaluation", host.live.id),
        LinkPurpose.AGREEMENT_TUTOR: ("placements.link_agreement", host.agreement.id),
        LinkPurpose.AGREEMENT_REPRESENTATIVE: ("placements.link_agreement", host.agreement.id),
        LinkPurpose.ANSWER_PROPOSAL: ("placements.link_proposal", host.proposal.id),
        LinkPurpose.AGREED_ACTIONS: ("visits.link_actions", host.live.id),
        LinkPurpose.STATE_INTEREST: ("enterprises.link_interest", host.question.id),
        LinkPurpose.EMPLOYMENT: ("hiring.link_employment", host.check_id),
        LinkPurpose.ANSWER_CONSULTATION: ("consultations.link", host.asked.id),
        LinkPurpose.READ_CONSULTATION: ("oversight.link_consultation", host.told.id),
    }
    tutor = host.live.tutor
    assert tutor is not None
    for purpose, (endpoint, about) in purposes.items():
        week = MONDAY if purpose is LinkPurpose.VALIDATE_WEEK else None
        token = issue_link(session, purpose, about, recipient_name=tutor.name, week_starts_on=week)
        yield endpoint, url_for(endpoint, token=token)
        for further in FURTHER.get(purpose, ()):
            yield further, url_for(further, token=token)
