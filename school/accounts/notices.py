"""Messages about accounts."""

from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from school.accounts.models import Account
from school.core import outbox
from school.core.delivery import MessageChannel
from school.web.addresses import public_address


def send_password_link(session: Session, account: Account, token: str) -> None:
    """Send the link that lets somebody choose a password: by mail, else by SMS."""
    url = public_address("accounts.choose_password", token=token)
    with force_locale(account.language.value):
        subject = gettext("Choisir votre mot de passe")
        if account.email:
            letter = gettext(
                "Bonjour %(name)s,\n\nPour choisir votre mot de passe, ouvrez ce lien dans les "
                "deux heures :\n%(url)s\n\nSi vous n’avez rien demandé, ne faites rien.",
                name=account.name,
                url=url,
            )
            outbox.enqueue(session, account.email, subject, letter, name=account.name)
        elif account.phone:
            text = gettext("Pour choisir votre mot de passe, avant deux heures : %(url)s", url=url)
            outbox.enqueue(
                session,
                account.phone,
                subject,
                text,
                channel=MessageChannel.SMS,
                name=account.name,
            )
