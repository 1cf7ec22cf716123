"""What readers chose about messages goes with the school that writes to them."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.rules import Language
from school.core.database import Database
from school.messages.models import MessagePreference
from school.messages.operations import choose
from school.messages.rules import News
from tests.factories.records import make_cohort, make_enrolment, make_enterprise, make_tutor
from tests.support.bundles import bring_in, bring_in_well, exported, write_bundle, wrongs
from tests.support.people import People

NUMBER, FOREIGN = "+2290197000001", "autre@example.org"


@pytest.fixture(autouse=True)
def _chosen(people: People, session: Session) -> None:
    """A reader of each school, and one of none."""
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    enrolment.trainee.phone = "97 00 00 01"
    make_tutor(session, make_enterprise(session, people.other_school), email="Autre@example.org")
    for address in (NUMBER, FOREIGN, "personne@example.org"):
        choose(session, address, language=Language.ENGLISH, news=News.NEVER)
    session.commit()


@pytest.mark.parametrize(
    ("who", "line"),
    [("director", f"'{NUMBER},en,never\n"), ("foreign_director", f"{FOREIGN},en,never\n")],
)
def test_a_school_takes_along_the_choices_of_its_own_readers(
    people: People, database: Database, tmp_path: Path, who: str, line: str
) -> None:
    files = exported(database, tmp_path / "out", people.principal(who))
    assert files["message_preferences"].decode() == f"address,language,news\n{line}"


def test_a_choice_is_brought_in_under_the_normal_form_of_its_address(
    people: People, session: Session, database: Database, tmp_path: Path
) -> None:
    director = people.principal("director")
    text = "address,language,news\n97 00 00 01,fr,daily\nElle@Example.org,,at_once\n"
    bring_in_well(database, write_bundle(tmp_path / "in", {"message_preferences": text}),
                  principal=director)  # fmt: skip
    session.rollback()
    found = {one.address: one for one in session.scalars(select(MessagePreference))}
    assert (found[NUMBER].language, found[NUMBER].news) == (Language.FRENCH, News.DAILY)
    assert (found["elle@example.org"].language, found["elle@example.org"].news) == (
        None,
        News.AT_ONCE,
    )


@pytest.mark.parametrize("address", [FOREIGN, "nulle part"])
def test_what_others_chose_and_what_is_no_address_are_refused(
    people: People, database: Database, tmp_path: Path, address: str
) -> None:
    text = f"address,language,news\n{address},fr,daily\n"
    folder = write_bundle(tmp_path / "in", {"message_preferences": text})
    [wrong] = wrongs(bring_in(database, folder, principal=people.principal("director")))
    assert wrong == ("message_preferences", 2, "address", address)
