"""Who has no mail gets the link by SMS where texts leave; the school gets a text to copy else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import SignedLink
from school.accounts.rules import Language, LinkPurpose
from school.core.clock import now
from school.core.delivery import MessageChannel
from school.core.short_text import MOST_PARTS, parts
from school.messages import operations
from school.messages.rules import News
from school.placements.models import Placement
from tests.support.people import People
from tests.support.placements import link, mails, placed

NUMBER = "+2290197000001"


@pytest.fixture
def leave(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Name a gateway in the settings."""
    return lambda: monkeypatch.setattr(
        app.config["SETTINGS"], "sms_url", "https://gateway.example/send"
    )


def by_telephone(people: People, session: Session) -> Placement:
    placement = placed(people, session)
    assert placement.tutor is not None
    placement.tutor.email, placement.tutor.phone = None, "97 00 00 01"
    session.commit()
    return placement


def test_a_proposal_reaches_a_telephone(
    people: People, session: Session, leave: Callable[[], None]
) -> None:
    placement, director = by_telephone(people, session), people.client("director")
    page = f"/placements/{placement.reference}"
    director.post(f"{page}/link", data={"channel": "mail"})
    assert mails(session) == [], "without a gateway the school carries the text itself"
    assert "/link/placement/" in director.get(page).text
    leave()
    assert "par SMS" in director.get(page).text
    director.post(f"{page}/link", data={"channel": "sms"})
    (text,) = mails(session)
    assert (text.channel, text.recipient) == (MessageChannel.SMS, NUMBER)
    assert text.school_id == people.school.id
    assert parts(text.body) <= MOST_PARTS
    assert people.app.test_client().get(text.body.split()[-1]).status_code == 200


def test_a_text_to_a_reader_of_english_is_english(
    people: People, session: Session, leave: Callable[[], None]
) -> None:
    placement = by_telephone(people, session)
    operations.choose(session, NUMBER, language=Language.ENGLISH, news=News.DAILY)
    session.commit()
    leave()
    people.client("director").post(f"/placements/{placement.reference}/link")
    (text,) = mails(session)
    assert "confirmez" not in text.body


def test_an_expired_link_is_renewed_by_text_for_the_same_person_alone(
    people: People, session: Session, leave: Callable[[], None]
) -> None:
    leave()
    placement = by_telephone(people, session)
    for same in (True, False):
        token = link(session, placement, LinkPurpose.CONFIRM_PLACEMENT)
        newest = session.scalars(select(SignedLink).order_by(SignedLink.id.desc())).first()
        assert newest is not None
        newest.expires_at = now() - timedelta(days=1)
        if not same:
            newest.recipient_name = "Somebody before"
        session.commit()
        before = len(mails(session))
        people.account("director")
        people.app.test_client().post(f"/link/placement/{token}/renew")
        new = mails(session)[before:]
        wanted = [MessageChannel.SMS] if same else [MessageChannel.MAIL]
        assert [message.channel for message in new] == wanted
        assert ("/link/placement/" in new[0].body) == same
