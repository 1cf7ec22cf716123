"""Each action of each party in each state of an agreement, against the table."""

from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy.orm import Session

from school.core.errors import DomainError
from school.placements.agreements import operations, signing
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.rules import (
    TRANSITIONS,
    Action,
    AgreementStatus,
    Channel,
    Party,
    may_act,
    to_confirm,
)
from school.placements.agreements.signing import Signature
from school.placements.models import Placement
from tests.factories.agreements import make_in_review, make_sent
from tests.support.agreements import (
    DAY,
    hosted_placement,
)
from tests.support.people import People
from tests.support.placements import TODAY


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TODAY + "+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    return hosted_placement(people, session)


def test_every_action_of_every_party_in_every_state_is_what_the_table_says(
    session: Session, placement: Placement
) -> None:
    for status in AgreementStatus:
        for action in (Action.SIGN, Action.ASK_CORRECTION, Action.REJECT, Action.VALIDATE):
            for party in Party:
                _try(session, placement, status, action, party)


def _try(
    session: Session,
    placement: Placement,
    status: AgreementStatus,
    action: Action,
    party: Party,
) -> None:
    make = make_in_review if action is Action.VALIDATE else make_sent
    version = make(session, placement, status=status, in_force_on=DAY)
    session.flush()
    try:
        _do(session, version, action, party)
    except DomainError:
        done = False
    else:
        done = True
    asked = Action.CONFIRM if action is Action.SIGN and party is Party.TUTOR else action
    assert done is may_act(status, asked, party), (status, action, party)
    if done and TRANSITIONS[asked].target is not None:
        assert version.status is TRANSITIONS[asked].target
    session.rollback()


def _do(session: Session, version: AgreementVersion, action: Action, party: Party) -> None:
    if action is Action.VALIDATE:
        operations.check_action(version, action, party)
        signing.validate(session, "A", version)
    elif action is Action.ASK_CORRECTION:
        signing.ask_correction(session, "A", version, party, "Le lieu")
    elif action is Action.REJECT:
        operations.close(session, "A", version, action, party, "Non")
    else:
        sections = frozenset(to_confirm(version.kind, party))
        name = signing.party_row(version, party).name
        signing.act(session, "A", version, Signature(party, Channel.LINK, sections, name))
