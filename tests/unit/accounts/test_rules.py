"""Limits of accounts that safety rests upon."""

from datetime import timedelta

from school.accounts.rules import (
    ATTEMPTS_PER_ADDRESS,
    ATTEMPTS_PER_IDENTIFIER,
    LINK_LIFETIMES,
    LinkPurpose,
)


def test_every_link_ends() -> None:
    assert set(LINK_LIFETIMES) == set(LinkPurpose)
    assert all(
        timedelta(0) < lifetime <= timedelta(days=60) for lifetime in LINK_LIFETIMES.values()
    )


def test_the_link_to_a_password_lives_for_hours_not_days() -> None:
    assert LINK_LIFETIMES[LinkPurpose.SET_PASSWORD] <= timedelta(hours=4)


def test_one_person_s_mistakes_do_not_close_the_whole_school() -> None:
    assert ATTEMPTS_PER_IDENTIFIER * 2 < ATTEMPTS_PER_ADDRESS
