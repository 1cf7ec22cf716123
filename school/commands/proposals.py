"""`school proposals lapse` closes what enterprises left without an answer."""

import click

from school import create_app
from school.config import load_settings
from school.installation import opened
from school.placements.proposals import direct_operations, notices, operations

ACTOR = "school proposals lapse"


@click.group()
def proposals() -> None:
    """Proposals of apprentices to enterprises."""


@proposals.command("lapse")
def lapse_proposals() -> None:
    """Close the proposals without an answer after the school's delay; run it every morning.

    Those for a post and those made directly. They are counted apart from what enterprises
    refused, and the directors are told.
    """
    settings = load_settings()
    with opened() as database, database.transaction() as session:
        closed: list[notices.Lapsed] = [
            *operations.lapse(session, ACTOR),
            *direct_operations.lapse(session, ACTOR),
        ]
        if closed:
            with create_app(settings).test_request_context(base_url=settings.public_url):
                notices.tell_lapsed(session, closed)
    click.echo(f"{len(closed)} closed without an answer")
