"""The secret of the link by which a reader chooses, without an account, what they are told."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from school.core.errors import NotFound, mark
from school.core.outbox import MailMessage

PURPOSE = "message preferences"


def preference_token(message: MailMessage) -> str:
    """Give the secret that came with a message; it names the message and nobody."""
    return str(_signer().dumps(message.uuid))


def uuid_of(token: str) -> str:
    """Tell which message a secret came with; raises `NotFound` for one that is not ours."""
    try:
        return str(_signer().loads(token))
    except BadSignature as error:
        raise NotFound(mark("Ce lien n’existe pas.")) from error


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt=PURPOSE)
