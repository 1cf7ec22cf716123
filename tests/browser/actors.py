"""People of a journey: each with a browser of their own, and words for what they do in it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from school.accounts import operations
from school.accounts.models import Account, School
from school.accounts.rules import StaffRole
from school.core.database import Base
from school.core.outbox import MailMessage
from tests.factories.records import make_school, make_staff

Record = TypeVar("Record", bound=Base)
PASSWORD = "une phrase de passe"


@dataclass
class Actor:
    """Somebody with a window, who signs in and fills in forms."""

    page: Page
    identifier: str = ""

    def sign_in(self) -> None:
        """Sign in with the password, as on any morning."""
        self.page.context.clear_cookies()
        self.page.goto("/sign-in")
        self.page.get_by_label("Courriel ou téléphone").fill(self.identifier)
        self.page.get_by_label("Mot de passe").fill(PASSWORD)
        self.press("Se connecter")
        expect(self.page).to_have_url(re.compile(r"/$"))

    def press(self, words: str) -> None:
        """Press the button that bears these words."""
        self.page.get_by_role("button", name=words, exact=True).click()

    def follow(self, words: str) -> None:
        """Follow the first link that bears these words."""
        self.page.get_by_role("link", name=words, exact=True).first.click()

    def fill(self, **values: str) -> None:
        """Fill in fields by their names."""
        for name, value in values.items():
            self.page.locator(f"[name={name}]").fill(value)

    def sees(self, words: str) -> None:
        """Check that words stand on the page: after a press, words that its answer alone has."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    def is_at(self, address: str) -> None:
        """Check that the window has come to an address that matches."""
        expect(self.page).to_have_url(re.compile(address))


@dataclass
class Cast:
    """The people of one journey through one school."""

    session: Session
    school: School
    director: Actor
    trainer: Actor
    ministry: Actor
    tutor: Actor
    apprentice: Actor

    def link_in_mail(self, path: str, recipient: str | None = None) -> str:
        """Find the newest link of a kind in the outbox, as its recipient would in the mail."""
        self.session.rollback()
        bodies = select(MailMessage.body).order_by(MailMessage.id.desc())
        if recipient is not None:
            bodies = bodies.where(MailMessage.recipient == recipient)
        for body in self.session.scalars(bodies):
            found = re.search(rf"https?://[^/\s]+({path}\S+)", body)
            if found:
                return found[1]
        raise AssertionError(f"no mail holds a link to {path}")


def above(page: Page, button: str, asked: str) -> list[Locator]:
    """Wait for the button that ends a form, and so for all above it; give what is asked there."""
    expect(page.get_by_role("button", name=button, exact=True)).to_be_visible()
    found = page.locator(asked).all()
    assert found, f"nothing is {asked} above « {button} »"
    return found


def gather(session: Session, window: Callable[[], Page]) -> Cast:
    """Make a school with its people, each with a password and a window."""
    school = make_school(session, "EMN", name="École des métiers de la fibre")
    actors = {}
    for role in (StaffRole.DIRECTOR, StaffRole.TRAINER, StaffRole.MINISTRY):
        staff = make_staff(
            session,
            role=role,
            school=None if role is StaffRole.MINISTRY else school,
            email=f"{role.value}@ecole.example",
            name=role.value.title(),
        )
        account = operations.account_for_staff(session, staff)
        operations.set_password(session, account, PASSWORD)
        actors[role.value] = Actor(window(), staff.email)
    session.commit()
    return Cast(session, school, **actors, tutor=Actor(window()), apprentice=Actor(window()))


def give_account(session: Session, trainee_id: int, name: str, identifier: str) -> None:
    """Let an apprentice sign in."""
    account = Account(name=name, email=identifier, trainee_id=trainee_id)
    session.add(account)
    session.flush()
    operations.set_password(session, account, PASSWORD)
    session.commit()


def newest(session: Session, kind: type[Record]) -> Record:
    """Read the record of a kind that was written last, as it stands now."""
    session.rollback()
    session.expire_all()
    found = session.scalars(select(kind).order_by(inspect(kind).primary_key[0].desc())).first()
    assert found is not None, f"no {kind.__name__} is kept"
    return found


def iso(day: date) -> str:
    """Write a date as a browser's field takes it."""
    return day.isoformat()
