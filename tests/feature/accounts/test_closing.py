"""A school that has closed: nothing new begins, what was sent says so, what was done is kept."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts.rules import LinkPurpose
from school.core.audit import AuditEntry
from school.core.errors import NotAllowed
from school.enterprises import interest_operations
from school.enterprises.consultations import link_operations as consultation_links
from school.enterprises.consultations import operations as consultations
from school.enterprises.consultations.queries import Recipient
from school.enterprises.consultations.rules import ConsultationState, Step
from school.placements import operations
from school.placements.agreements import link_operations as agreement_links
from school.placements.agreements import sending
from school.placements.agreements.rules import Party
from school.placements.operations import Proposal
from school.placements.posts.operations import open_post
from school.placements.posts.rules import DutyDetails, PostDetails
from school.placements.proposals import link_operations as proposal_links
from school.placements.proposals import operations as proposals
from tests.factories.agreements import make_draft, make_sent
from tests.factories.consultations import invite, make_consultation
from tests.factories.posts import make_post, make_proposal
from tests.factories.records import make_cohort, make_enrolment, make_enterprise, path_of
from tests.support.people import People
from tests.support.placements import TODAY, link, placed

CLOSED_ON = date(2026, 3, 11)
CLOSED = "a fermé"

Make = Callable[[People, Session], str]
Begin = Callable[[People, Session], object]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TODAY + "+00:00", tick=False) as traveller:
        yield traveller


def close(people: People, session: Session, day: date | None = CLOSED_ON) -> None:
    people.school.closed_on = day
    session.commit()


def director(people: People) -> Principal:
    return people.principal("director")


def _placement(people: People, session: Session) -> object:
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    proposal = Proposal(
        make_enterprise(session, people.school), None, "Aide", date(2026, 4, 1), date(2026, 4, 30),
        None,
    )  # fmt: skip
    return operations.propose(session, "", enrolment, proposal)


def _post(people: People, session: Session) -> object:
    duty = DutyDetails("Souder en étoile", (("F0", "F0-C1"),))
    enterprise = make_enterprise(session, people.school)
    details = PostDetails(
        title="Aide monteuse", path_id=path_of(session).id, module_id=None,
        enterprise_id=enterprise.id, site_id=None, tutor_id=None, department="Littoral",
        place=None, starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 30), weekly_hours=None,
        places=1, duties=(duty,),
    )  # fmt: skip
    return open_post(session, "", people.school, details)


def _proposal(people: People, session: Session) -> object:
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    post = make_post(session, people.school, starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 30))
    return proposals.propose(session, "", post, enrolment)


def _agreement(people: People, session: Session) -> object:
    return sending.send(session, "", make_draft(session, placed(people, session, status="live")))


def _question(people: People, session: Session) -> object:
    enterprise = make_enterprise(session, people.school)
    return interest_operations.ask(session, "", enterprise, people.school, 2026)


def _consultation(people: People, session: Session) -> object:
    make_enterprise(session, people.school)
    draft = make_consultation(session, people.school, state=ConsultationState.DRAFT)
    consultations.take_step(session, director(people), draft, Step.OPEN, CLOSED_ON)
    return draft


@pytest.mark.parametrize(
    "begin", [_placement, _post, _proposal, _agreement, _question, _consultation]
)
def test_nothing_new_begins_from_that_day_on(
    people: People, session: Session, begin: Begin
) -> None:
    close(people, session, date(2026, 3, 12))
    assert begin(people, session)
    close(people, session)
    with pytest.raises(NotAllowed, match="fermé le 11/03/2026"):
        begin(people, session)


def _confirm(people: People, session: Session) -> str:
    placement = placed(people, session, status="proposed")
    return f"/link/placement/{link(session, placement, LinkPurpose.CONFIRM_PLACEMENT)}"


def _answer(people: People, session: Session) -> str:
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    proposal = make_proposal(session, make_post(session, people.school), enrolment)
    return f"/link/proposal/{proposal_links.issue(session, proposal)}"


def _sign(people: People, session: Session) -> str:
    version = make_sent(session, placed(people, session, status="live"))
    return f"/link/agreement/{agreement_links.issue(session, version, Party.REPRESENTATIVE)}"


def _host(people: People, session: Session) -> str:
    enterprise = make_enterprise(session, people.school)
    asked = interest_operations.ask(session, "", enterprise, people.school, 2026)
    return f"/link/interest/{asked[2]}"


def _wish(people: People, session: Session) -> str:
    consultation = make_consultation(session, people.school)
    invitation = invite(session, consultation, make_enterprise(session, people.school))
    recipient = Recipient(invitation.enterprise.name, invitation.enterprise.email, None)
    purpose = consultation_links.ANSWER
    return f"/link/consultation/{consultation_links.issue(session, purpose, invitation, recipient)}"


@pytest.mark.parametrize("make", [_confirm, _answer, _sign, _host, _wish])
def test_a_link_that_asks_for_something_new_says_so_and_is_there_again(
    people: People, session: Session, make: Make
) -> None:
    address, anybody = make(people, session), FlaskClient(people.app)
    close(people, session)
    page = people.app.test_client().get(address)
    assert (page.status_code, CLOSED in page.text) == (410, True)
    before = _written(session)
    for path in (address, f"{address}/renew", f"{address}/again"):
        anybody.post(path, data={"answer": "sign", "target": "accepted", "status": "interested"})
    assert _written(session) == before
    close(people, session, None)
    assert people.app.test_client().get(address).status_code == 200


def _written(session: Session) -> int:
    session.rollback()
    return len(session.scalars(select(AuditEntry.id)).all())


def test_a_week_that_was_worked_is_still_validated(people: People, session: Session) -> None:
    placement = placed(people, session, status="live")
    token = link(session, placement, LinkPurpose.VALIDATE_WEEK, week=date(2026, 3, 2))
    close(people, session)
    page = people.app.test_client().get(f"/link/week/{token}")
    assert (page.status_code, CLOSED in page.text) == (200, False)


def test_the_director_says_when_and_the_trail_tells(people: People, session: Session) -> None:
    client, address = people.client("director"), f"/schools/{people.school.reference}/closing"
    data = {"closed_on": "2026-12-31", "version": str(people.school.version)}
    assert client.post(address, data={**data, "version": "0"}).status_code == 422
    assert client.post(address, data={**data, "closed_on": "31 février"}).status_code == 422
    assert client.post(address, data=data).status_code == 303
    session.rollback()
    trail = session.scalars(select(AuditEntry).where(AuditEntry.action == "school.closing"))
    assert trail.one().changes == {"closed_on": [None, "2026-12-31"]}
    assert "31 décembre 2026" in client.get(f"/schools/{people.school.reference}").text
    assert people.client("trainer").post(address, data=data).status_code == 403
    assert people.client("foreign_director").post(address, data=data).status_code == 404
