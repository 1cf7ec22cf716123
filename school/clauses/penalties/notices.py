"""Letters of a hearing: whoever has the turn is told, and both sides of the decision."""

from collections.abc import Iterable

from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from school.accounts.models import Account
from school.clauses.penalties.models import Hearing
from school.clauses.penalties.queries import speakers
from school.clauses.penalties.rules import Side
from school.core import outbox
from school.web.addresses import public_address
from school.web.filters import day_long


def tell_opened(session: Session, hearing: Hearing) -> None:
    """Ask those who speak for the operator to answer, and until when."""
    for account in speakers(session, hearing.contract, Side.OPERATOR):
        with force_locale(account.language.value):
            subject = gettext("Une audition est ouverte : %(contract)s", **_words(account, hearing))
            text = gettext(
                "Bonjour %(name)s,\n\nAvant toute pénalité pour « %(contract)s », chaque partie "
                "est entendue. Ce qui est reproché :\n%(subject)s\n\nÉcrivez votre réponse "
                "jusqu’au %(day)s ; ensuite, la décision peut être prise sans elle :\n%(url)s",
                **_words(account, hearing),
            )
            outbox.enqueue(session, account.email or "", subject, text, name=account.name)


def tell_heard(session: Session, hearing: Hearing, side: Side) -> None:
    """Tell the other side that one was heard."""
    others = Side.AUTHORITY if side is Side.OPERATOR else Side.OPERATOR
    for account in speakers(session, hearing.contract, others):
        with force_locale(account.language.value):
            subject = gettext("L’autre partie a répondu : %(contract)s", **_words(account, hearing))
            text = gettext(
                "Bonjour %(name)s,\n\nDans l’audition de « %(contract)s », l’autre partie a "
                "écrit ce qu’elle a à dire. Lisez-le, et voyez à qui le tour :\n%(url)s",
                **_words(account, hearing),
            )
            outbox.enqueue(session, account.email or "", subject, text, name=account.name)


def tell_decided(session: Session, hearing: Hearing) -> None:
    """Tell both sides that it is decided, and where the reason is written."""
    sides = (Side.OPERATOR, Side.AUTHORITY)
    everybody = {one.id: one for side in sides for one in speakers(session, hearing.contract, side)}
    _tell_decided(session, hearing, everybody.values())


def _tell_decided(session: Session, hearing: Hearing, accounts: Iterable[Account]) -> None:
    for account in accounts:
        with force_locale(account.language.value):
            subject = gettext("L’audition est décidée : %(contract)s", **_words(account, hearing))
            text = gettext(
                "Bonjour %(name)s,\n\nL’audition de « %(contract)s » est décidée. La décision et "
                "sa raison sont au dossier :\n%(url)s",
                **_words(account, hearing),
            )
            outbox.enqueue(session, account.email or "", subject, text, name=account.name)


def _words(account: Account, hearing: Hearing) -> dict[str, str]:
    return {
        "name": account.name,
        "contract": hearing.contract.name,
        "subject": hearing.subject,
        "day": day_long(hearing.answer_by),
        "url": public_address("penalties.good_faith", reference=hearing.contract.reference),
    }
