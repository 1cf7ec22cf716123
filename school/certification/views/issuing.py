"""The installation as it gives certificates: its key and its public addresses."""

from pathlib import Path

from flask import current_app

from school.certification.certificate_operations import Issuer
from school.seal_keys import seal_key
from school.web.addresses import public_address


def this_issuer() -> Issuer:
    """Give the installation's key and addresses; needs an application context."""
    instance: Path = current_app.config["SETTINGS"].instance
    return Issuer(
        seal_key(instance),
        public_address("certification.verify_code"),
        lambda code: public_address("certification.verify", code=code),
        lambda name: public_address("certification.revocations", name=name),
    )
