"""`school certificates verify`: check a badge without network, page or database."""

from pathlib import Path

import click

from school.certification.did_key import key_of
from school.certification.tokens import issuer_of
from school.certification.verification import MOST_BYTES, badge_of
from school.config import load_settings
from school.seal_keys import fingerprint, seal_key


@click.group("certificates")
def certificates() -> None:
    """Certificates and their digital badges."""


@certificates.command("verify")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--key", help="The issuer's did:key; this installation's by default.")
def verify(path: Path, key: str | None) -> None:
    """Check a badge by its signature: the SVG picture or the signed text.

    Whether it was revoked since is told by the public page alone.
    """
    with path.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    try:
        found, badge = badge_of(content)
    except ValueError as error:
        raise click.ClickException(f"{path} is no badge, or was altered: {error}") from error
    wanted = key or issuer_of(seal_key(load_settings().instance))
    signer = fingerprint(key_of(found.issuer))
    if found.issuer != wanted:
        raise click.ClickException(f"{path} is sound, but signed by ANOTHER key: {signer}")
    click.echo(f"{path} is sound, signed by {signer}")
    click.echo(f"{badge.holder}: {badge.title}, {badge.school}")
