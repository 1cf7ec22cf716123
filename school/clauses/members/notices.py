"""The letter to somebody who speaks for an operator or an authority from now on."""

from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from school.accounts.models import ClauseMember
from school.core import outbox
from school.web.addresses import public_address


def send_appointment(session: Session, member: ClauseMember, spoken_for: str) -> None:
    """Tell a person for whom they speak, and where to sign in or choose a password."""
    account = member.account
    if not account.email:
        return
    page = "accounts.sign_in" if account.password_hash else "accounts.forgotten"
    with force_locale(account.language.value):
        subject = gettext("Les contrats de %(spoken_for)s", spoken_for=spoken_for)
        words = gettext(
            "Bonjour %(name)s,\n\nVous parlez maintenant pour %(spoken_for)s : ses contrats "
            "d’insertion, leurs heures et ce qui attend sont ici :\n%(url)s\n\nVotre adresse "
            "%(email)s ouvre la page ; la première fois, choisissez-y votre mot de passe.",
            name=account.name,
            spoken_for=spoken_for,
            url=public_address(page),
            email=account.email,
        )
        outbox.enqueue(session, account.email, subject, words, name=account.name)
