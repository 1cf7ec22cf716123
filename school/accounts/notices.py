"""Messages about accounts."""

from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from school.accounts.models import Account
from school.core import outbox
from school.web.addresses import public_address


def send_password_link(session: Session, account: Account, token: str) -> None:
    """Send the link that lets somebody choose a password, in their language."""
    if account.email is None:
        return
    with force_locale(account.language.value):
        outbox.enqueue(
            session,
            account.email,
            gettext("Choisir votre mot de passe"),
            gettext(
                "Bonjour %(name)s,\n\nPour choisir votre mot de passe, ouvrez ce lien dans les "
                "deux heures :\n%(url)s\n\nSi vous n’avez rien demandé, ne faites rien.",
                name=account.name,
                url=public_address("accounts.choose_password", token=token),
            ),
        )
