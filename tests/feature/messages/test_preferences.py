"""What readers choose from a link, without account; what is needed to act comes all the same."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.rules import Language
from school.core import outbox
from school.core.clock import now
from school.core.delivery import MessageChannel, MessageState, Need
from school.core.outbox import MailMessage
from school.messages import operations
from school.messages.models import MessagePreference
from school.messages.notices import digest_wording
from school.messages.posting import post
from school.messages.queries import language_of, preference_of
from school.messages.rules import Contact, News, Wording
from school.messages.secrets import preference_token
from tests.support.people import People

AWA = Contact("Awa", "Awa@example.test", "97 00 00 01")
WORDS = Wording("Sujet", "Bonjour Awa", "Bonjour : https://ecole.example/link/x")


def page_of(app: Flask, message: MailMessage) -> str:
    with app.test_request_context():
        return f"/link/messages/{preference_token(message)}"


def sent_to_awa(session: Session) -> list[MailMessage]:
    session.rollback()
    return list(session.scalars(select(MailMessage).order_by(MailMessage.id)))


def test_a_reader_chooses_language_and_news(app: Flask, session: Session) -> None:
    message = outbox.enqueue(session, "Awa@example.test", "Sujet", "Mot")
    session.commit()
    client, address = app.test_client(), page_of(app, message)
    assert "Awa@example.test" in client.get(address).text
    assert session.scalar(select(MessagePreference)) is None, "a reader of mails opens links too"
    assert client.post(address, data={"language": "de", "news": "daily"}).status_code == 422
    answer = client.post(address, data={"language": "en", "news": "never"})
    assert answer.status_code == 303
    assert "enregistrés" in client.get(answer.headers["Location"]).text
    session.rollback()
    assert language_of(session, "awa@EXAMPLE.test") is Language.ENGLISH
    assert client.get(f"{address}x").status_code == 404


def test_a_mail_program_stops_news_with_one_click(app: Flask, session: Session) -> None:
    message = outbox.enqueue(session, "awa@example.test", "Sujet", "Mot")
    session.commit()
    for _ in range(2):
        sent = {"List-Unsubscribe": "One-Click"}
        assert app.test_client().post(f"{page_of(app, message)}/stop", data=sent).status_code == 303
    session.rollback()
    preference = preference_of(session, "awa@example.test")
    assert preference is not None
    assert preference.news is News.NEVER


def test_the_language_is_the_readers_else_the_accounts_else_french(
    people: People, session: Session
) -> None:
    account = people.account("director")
    account.language, account.phone = Language.ENGLISH, "+2290197000001"
    session.commit()
    assert account.email is not None
    assert language_of(session, account.email) is Language.ENGLISH
    assert language_of(session, "97 00 00 01") is Language.ENGLISH
    operations.choose(session, account.email, language=Language.FRENCH, news=News.DAILY)
    assert language_of(session, account.email.upper()) is Language.FRENCH
    assert language_of(session, "nobody@example.test") is Language.FRENCH
    assert language_of(session, None) is Language.FRENCH


@pytest.mark.parametrize(
    ("contact", "channel", "body"),
    [
        (AWA, MessageChannel.MAIL, WORDS.letter),
        (Contact("Awa", None, "97 00 00 01"), MessageChannel.SMS, WORDS.text),
        (Contact("Awa", "", "12"), None, None),
        (Contact("Awa"), None, None),
    ],
)
def test_who_has_no_mail_gets_the_text(
    app: Flask, session: Session, contact: Contact, channel: MessageChannel, body: str
) -> None:
    with app.test_request_context():
        assert post(session, contact, lambda: WORDS, school_id=None) is channel
    assert [one.body for one in session.scalars(select(MailMessage))] == ([body] if body else [])


def test_news_wait_for_the_day_and_for_who_wants_them(app: Flask, session: Session) -> None:
    def tell(need: Need) -> MessageChannel | None:
        with app.test_request_context():
            return post(session, AWA, lambda: WORDS, school_id=None, need=need)

    assert tell(Need.INFORM) is MessageChannel.MAIL
    (news,) = session.scalars(select(MailMessage))
    assert now() < news.due_at <= now() + timedelta(days=1)
    operations.stop_news(session, "awa@example.test")
    assert tell(Need.INFORM) is None
    assert tell(Need.ACT) is MessageChannel.MAIL, "what is needed to act is always sent"
    with app.test_request_context():
        operations.gather(session, lambda group: digest_wording(session, group))
    assert (news.state, news.body) == (MessageState.WITHHELD, "")
    operations.choose(session, "awa@example.test", language=None, news=News.AT_ONCE)
    assert tell(Need.INFORM) is MessageChannel.MAIL
    assert outbox.waiting(session)[-1].need is Need.INFORM
    nobody = Contact("Awa", None, "97 00 00 01")
    with app.test_request_context():
        assert post(session, nobody, lambda: WORDS, school_id=None, need=Need.INFORM) is None


def test_who_signed_in_chooses_without_waiting_for_a_mail(people: People, session: Session) -> None:
    account = people.account("trainer")
    client = people.client("trainer")
    assert "/account/messages" in client.get("/account").text
    assert client.post("/account/messages", data={"news": "x", "language": "fr"}).status_code == 422
    chosen = {"news": "never", "language": "en"}
    assert client.post("/account/messages", data=chosen).status_code == 303
    session.rollback()
    preference = preference_of(session, account.email or "")
    assert preference is not None
    assert (preference.news, preference.language) == (News.NEVER, Language.ENGLISH)
