"""The page of messages: what became of each, for its own school, and sending again."""

from sqlalchemy.orm import Session

from school.accounts.models import School
from school.core import outbox
from school.core.delivery import MessageState
from school.core.outbox import MailMessage
from tests.support.people import People


def given_up(session: Session, school: School | None) -> MailMessage:
    message = outbox.enqueue(
        session, "nul@example.test", "Un mot", "https://e.test/secret", name="Awa",
        school_id=school.id if school else None,
    )  # fmt: skip
    message.state, message.last_error, message.attempts = MessageState.GIVEN_UP, "550 nobody", 8
    session.commit()
    return message


def test_a_director_sees_why_a_message_did_not_arrive_and_sends_it_again(
    people: People, session: Session
) -> None:
    message = given_up(session, people.school)
    client = people.client("director")
    page = client.get("/messages").text
    assert "550 nobody" in page
    assert "À l’école d’agir" in page
    assert "e.test/secret" not in page, "a link is for its reader alone"
    assert "nul@" in client.get("/messages?state=given_up&channel=mail&text=aw").text
    assert "nul@" not in client.get("/messages?state=sent").text
    for _ in range(2):
        assert client.post(f"/messages/{message.id}/again").status_code == 303
    session.rollback()
    session.refresh(message)
    assert (message.state, message.attempts) == (MessageState.QUEUED, 0)
    assert message.body


def test_a_subject_is_one_line_that_keeps_the_spaces_of_french(session: Session) -> None:
    message = outbox.enqueue(session, "awa@example.test", " Visite\r\nd’Awa\u00a0: lundi\n", "Mot")
    assert message.subject == "Visite d’Awa\u00a0: lundi"


def test_a_text_that_only_stands_in_a_file_is_not_said_to_have_left(
    people: People, session: Session
) -> None:
    message = given_up(session, people.school)
    message.state, message.last_error = MessageState.SENT, outbox.ONLY_WRITTEN
    session.commit()
    page = people.client("director").get("/messages").text
    assert "Écrit dans un fichier" in page
    assert "le texte n’est arrivé à personne" in page


def test_what_another_school_wrote_is_not_there(people: People, session: Session) -> None:
    own, nobodys = given_up(session, people.school), given_up(session, None)
    stranger = people.client("foreign_director")
    assert "nul@" not in stranger.get("/messages").text
    for message in (own, nobodys):
        assert stranger.post(f"/messages/{message.id}/again").status_code == 404
    assert people.client("trainer").get("/messages").status_code == 403
