"""Opening the demo school in an empty database."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.accounts.identifiers import normal_phone
from school.accounts.models import Account, School, Staff
from school.accounts.operations import account_for_staff
from school.accounts.rules import Language
from school.accounts.school_operations import initialise
from school.clauses.contracts.operations import attach_document
from school.clauses.members.operations import Appointment, appoint
from school.clauses.models import Contract
from school.cohorts.models import Trainee
from school.cohorts.version_operations import fix_versions
from school.curriculum.pack.reading import Pack
from school.demo import names, story
from school.demo.agreements import write_agreements
from school.demo.amendments import amend_agreements
from school.demo.clause_hours import work_for_contracts
from school.demo.clauses import LITTORAL
from school.demo.consultations import consult_enterprises
from school.demo.curriculum import load_curricula
from school.demo.deliveries import show_deliveries
from school.demo.draft import Draft, write
from school.demo.ends import write_ends
from school.demo.evaluations import write_evaluations
from school.demo.forecasts import foresee
from school.demo.juries import hold_juries
from school.demo.links import send_links
from school.demo.phones import show_phones
from school.demo.posts import offer_posts
from school.demo.reports import seal_reports
from school.demo.story import COTONOU, PARAKOU
from school.documents.page import Letterhead, build
from school.documents.styles import paragraph
from school.enterprises.models import Tutor


def is_empty(session: Session) -> bool:
    """Tell whether a database holds no school, no staff and no account yet."""
    return not any(
        session.scalar(select(func.count()).select_from(model))
        for model in (School, Staff, Account)
    )


def open_demo(
    session: Session,
    pack: Pack,
    draft: Draft,
    today: date,
    *,
    words: AbstractContextManager[object],
    done: Callable[[int], None] = lambda _: None,
) -> None:
    """Write a drafted school into an empty database and mark the installation as a demo.

    `words` is the context in which messages find addresses and wording; `done` is told of each
    number of rows written.
    """
    initialise(session).demo = True
    load_curricula(session, pack, today)
    write(session, draft, done)
    fix_versions(session)
    _open_accounts(session, today)
    offer_posts(session, today)
    write_ends(session, today)
    write_evaluations(session, today)
    with words:
        show_deliveries(session)
        send_links(session, today)
        seal_reports(session, today)
        hold_juries(session, today)
        write_agreements(session, today)
        amend_agreements(session, today)
        show_phones(session)
    consult_enterprises(session, today)
    foresee(session, today)
    work_for_contracts(session, today)


def _open_accounts(session: Session, today: date) -> None:
    """Open the accounts without a password, in the order in which they are offered."""
    _open_staff(session, COTONOU.director, COTONOU.host)
    _open_staff(session, COTONOU.trainers["deployment"], COTONOU.host)
    _open_apprentice(session)
    _open_tutor(session)
    _open_staff(session, story.MINISTRY, story.MINISTRY_HOST)
    _open_staff(session, PARAKOU.director, PARAKOU.host)
    _open_members(session, today)


def _open_staff(session: Session, name: tuple[str, str], host: str) -> None:
    email = names.address(*name, host)
    account_for_staff(session, session.scalars(select(Staff).where(Staff.email == email)).one())


def _open_apprentice(session: Session) -> None:
    given, family = story.APPRENTICE
    query = select(Trainee).where(Trainee.given_names == given, Trainee.family_name == family)
    trainee = session.scalars(query).one()
    _open(session, trainee.full_name, trainee.phone, trainee_id=trainee.id)


def _open_tutor(session: Session) -> None:
    query = select(Tutor).where(Tutor.name == " ".join(story.TUTOR))
    tutor = session.scalars(query.order_by(Tutor.id).limit(1)).one()
    _open(session, tutor.name, tutor.phone, tutor_id=tutor.id)


def _open_members(session: Session, today: date) -> None:
    """Let one person speak for the operator of a contract, and one for its authority."""
    contract = session.scalars(select(Contract).where(Contract.reference == LITTORAL)).one()
    speakers: tuple[tuple[tuple[str, str], str, dict[str, Any]], ...] = (
        (story.OFFICER, story.OFFICER_HOST, {"operator": contract.operator}),
        (story.READER, story.READER_HOST, {"authority": contract.authority}),
    )
    for name, host, speaks_for in speakers:
        asked = Appointment(" ".join(name), names.address(*name, host), today, **speaks_for)
        appoint(session, " ".join(story.MINISTRY), asked)
    attach_document(session, " ".join(story.OFFICER), contract, "Contrat signé", _paper(contract))


def _paper(contract: Contract) -> bytes:
    head = Letterhead(
        contract.authority or "", contract.name, "fr", lambda page, of: f"page {page} sur {of}"
    )
    return build(head, [paragraph("Copie de démonstration : ce contrat n’existe pas.")])


def _open(session: Session, name: str, phone: str | None, **owner: int) -> None:
    account = Account(name=name, phone=normal_phone(phone or ""), language=Language.FRENCH, **owner)
    session.add(account)
    session.flush()
