"""A school with one person in each role, and a second school whose records are foreign."""

from collections.abc import Callable
from functools import cached_property

from flask import Flask
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts import operations, queries
from school.accounts.models import Account, School, Staff
from school.accounts.rules import StaffRole
from school.accounts.signing import COOKIE_KEY
from school.enterprises.models import Enterprise
from tests.factories.clauses import make_member
from tests.factories.records import (
    make_enterprise,
    make_school,
    make_staff,
    make_trainee,
    make_tutor,
)
from tests.support.pages import CheckingClient

AUTHORITY = "Agence des réseaux"
"""The authority that the reader of a test speaks for."""


class People:
    """The people of a test: made at first use, signed in without a password."""

    def __init__(self, app: Flask, session: Session) -> None:
        self.app = app
        self.session = session
        self.school: School = make_school(session, "EMN")
        self.other_school: School = make_school(session, "AUTRE")
        self._accounts: dict[str, Account] = {}
        self._makers: dict[str, Callable[[], Account]] = {
            "director": lambda: self._staff(StaffRole.DIRECTOR, self.school),
            "trainer": lambda: self._staff(StaffRole.TRAINER, self.school),
            "ministry": lambda: self._staff(StaffRole.MINISTRY, None),
            "foreign_director": lambda: self._staff(StaffRole.DIRECTOR, self.other_school),
            "foreign_trainer": lambda: self._staff(StaffRole.TRAINER, self.other_school),
            "apprentice": self._apprentice,
            "enterprise": self._enterprise,
            "integration_officer": self._officer,
            "authority_reader": self._reader,
        }
        session.commit()

    def account(self, who: str) -> Account:
        """Give the account of a person of the test."""
        if who not in self._accounts:
            self._accounts[who] = self._makers[who]()
            self.session.commit()
        return self._accounts[who]

    def principal(self, who: str) -> Principal:
        """Give the person as operations and queries know them."""
        token = operations.open_session(self.session, self.account(who), "test")
        self.session.commit()
        return queries.principal_for_token(self.session, token)

    def client(self, who: str) -> CheckingClient:
        """Give a browser signed in as a person of the test."""
        token = operations.open_session(self.session, self.account(who), "test")
        self.session.commit()
        client = self.app.test_client()
        assert isinstance(client, CheckingClient)
        with client.session_transaction() as cookie:
            cookie[COOKIE_KEY] = token
        return client

    def staff(self, who: str) -> Staff:
        """Give the staff record of a person of the test."""
        found = self.session.get(Staff, self.account(who).staff_id)
        assert found is not None
        return found

    @cached_property
    def operator(self) -> Enterprise:
        """Give the enterprise that the integration officer speaks for."""
        return make_enterprise(self.session)

    def _staff(self, role: StaffRole, school: School | None) -> Account:
        return operations.account_for_staff(
            self.session, make_staff(self.session, role=role, school=school)
        )

    def _apprentice(self) -> Account:
        trainee = make_trainee(self.session)
        account = Account(
            name=trainee.full_name, email="apprentie@example.test", trainee_id=trainee.id
        )
        self.session.add(account)
        return account

    def _enterprise(self) -> Account:
        tutor = make_tutor(self.session)
        account = Account(name=tutor.name, email="tuteur@example.test", tutor_id=tutor.id)
        self.session.add(account)
        return account

    def _officer(self) -> Account:
        account = Account(name="Ida Houngbo", email="insertion@example.test")
        make_member(self.session, account, enterprise_id=self.operator.id)
        return account

    def _reader(self) -> Account:
        account = Account(name="Luc Adjovi", email="agence@example.test")
        make_member(self.session, account, authority=AUTHORITY)
        return account
