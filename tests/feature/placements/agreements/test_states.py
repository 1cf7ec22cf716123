"""Each action of each party in each state of an agreement, against the table."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from sqlalchemy.orm import Session

from school.core.errors import DomainError
from school.placements.agreements import operations, sending, signing
from school.placements.agreements.contents import Content
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.queries import versions_of
from school.placements.agreements.rules import (
    TRANSITIONS,
    Action,
    AgreementKind,
    AgreementStatus,
    Channel,
    Party,
    may_act,
    to_confirm,
)
from school.placements.agreements.signing import Signature
from school.placements.models import Placement
from tests.factories.agreements import make_draft, make_in_review, make_sent
from tests.support.agreements import DAY, hosted_placement, picture, written
from tests.support.people import People

WHY = "Le lieu n’est pas exact"
SCHOOL_ALONE = (
    Action.EDIT,
    Action.SEND,
    Action.REVISE,
    Action.VALIDATE,
    Action.AMEND,
    Action.RENEW,
)
"""Actions that ask for no party: the pages let nobody but the school come to them."""

FOR_A_PARTY = tuple(one for one in Action if one not in SCHOOL_ALONE)


@pytest.mark.parametrize("status", AgreementStatus)
def test_every_action_of_every_party_in_every_state_is_what_the_table_says(
    session: Session, placement: Placement, status: AgreementStatus
) -> None:
    for action in SCHOOL_ALONE:
        _try(session, placement, status, action, Party.SCHOOL)
    for action, party in product(FOR_A_PARTY, Party):
        # One operation serves both: the tutor's is to confirm, and that of others to sign.
        if action is not (Action.SIGN if party is Party.TUTOR else Action.CONFIRM):
            _try(session, placement, status, action, party)


def _try(
    session: Session,
    placement: Placement,
    status: AgreementStatus,
    action: Action,
    party: Party,
) -> None:
    version = _maker(action)(session, placement, status=status, in_force_on=DAY)
    session.flush()
    try:
        _do(session, version, action, party)
    except DomainError:
        done = False
    else:
        done = True
    assert done is may_act(status, action, party), (status, action, party)
    target = TRANSITIONS[action].target
    assert version.status is (target if done and target else version.status)
    if not done:
        assert version.status is status
    session.rollback()


def _maker(action: Action) -> Callable[..., AgreementVersion]:
    if action is Action.VALIDATE:
        return make_in_review
    return make_draft if action in {Action.EDIT, Action.SEND} else make_sent


def _do(session: Session, version: AgreementVersion, action: Action, party: Party) -> None:
    if action is Action.EDIT:
        content, known = _content(version), version.version
        operations.edit(session, "A", version, content, known_version=known, confirmed=True)
    elif action is Action.SEND:
        sending.send(session, "A", version)
    elif action is Action.REVISE:
        operations.revise(session, "A", version, WHY)
    elif action is Action.VALIDATE:
        signing.validate(session, "A", version)
    elif action in {Action.AMEND, Action.RENEW}:
        kind = AgreementKind.PERIOD if action is Action.AMEND else AgreementKind.INITIAL
        content, placement = _content(version), version.placement
        operations.begin(session, "A", placement, kind, content, justification=WHY, confirmed=True)
    elif action is Action.ASK_CORRECTION:
        signing.ask_correction(session, "A", version, party, WHY)
    elif action in {Action.CONFIRM, Action.SIGN}:
        _sign(session, version, party)
    else:
        operations.close(session, "A", version, action, party, WHY)


def _sign(session: Session, version: AgreementVersion, party: Party) -> None:
    sections = frozenset(to_confirm(version.kind, party))
    name = signing.party_row(version, party).name
    signing.act(session, "A", version, Signature(party, Channel.LINK, sections, name))


def _content(version: AgreementVersion) -> Content:
    return Content(
        date(2026, 3, 2),
        date(2026, 5, 8),
        Decimal(35),
        tutor_id=version.tutor_id,
        trainer_id=version.trainer_id,
        representative_name="Reine Dossou",
    )


@pytest.mark.parametrize(
    "who", ["director", "trainer", "apprentice", "enterprise", "ministry", "foreign_director"]
)
def test_what_the_school_does_on_its_pages_is_done_by_its_director_alone(
    people: People, session: Session, who: str
) -> None:
    client = people.client(who)
    for status, page in STEPS_OF_THE_SCHOOL:
        placement = hosted_placement(people, session)
        version = MAKERS.get(status, make_sent)(
            session, placement, status=status, in_force_on=DAY
        )  # fmt: skip
        session.commit()
        before = _said(session, placement)
        address = page.format(version=version.reference, placement=placement.reference)
        typed = written(placement, trainer=str(version.trainer_id), version=str(version.version))
        more = {"reason": WHY, "justification": WHY, "confirmed": "y", "place": "Ouidah"}
        scan = {"scan": (picture(), "p.jpg")} if "paper" in page else {}
        client.post(address, data={**typed, **more, **scan})
        assert (_said(session, placement) != before) is (who == "director"), (status, page)


MAKERS = {AgreementStatus.IN_REVIEW: make_in_review, AgreementStatus.DRAFT: make_draft}
STEPS_OF_THE_SCHOOL = (
    (AgreementStatus.DRAFT, "/agreements/{version}/edit"),
    (AgreementStatus.DRAFT, "/agreements/{version}/send"),
    (AgreementStatus.DRAFT, "/agreements/{version}/close?action=abandon"),
    (AgreementStatus.READY_TO_SIGN, "/agreements/{version}/paper?party=apprentice"),
    (AgreementStatus.PARTIALLY_SIGNED, "/agreements/{version}/close?action=reject"),
    (AgreementStatus.TO_CORRECT, "/agreements/{version}/close?action=revise"),
    (AgreementStatus.IN_REVIEW, "/agreements/{version}/validate"),
    (AgreementStatus.VALIDATED, "/agreements/{version}/close?action=cancel"),
    (AgreementStatus.VALIDATED, "/placements/{placement}/agreement/new?kind=period"),
    (AgreementStatus.REJECTED, "/placements/{placement}/agreement/new"),
)
"""A step of the school from a state in which the table allows it."""


def _said(session: Session, placement: Placement) -> list[tuple[object, ...]]:
    session.rollback()
    session.expire_all()
    versions = versions_of(session, placement.id)
    return [
        (one.number, one.status, one.place, sum(row.signed_at is not None for row in one.parties))
        for one in versions
    ]
