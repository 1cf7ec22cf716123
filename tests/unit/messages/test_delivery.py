"""How messages travel: states, delays, the hour of news, and texts that fit into two parts."""

from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.core.delivery import (
    MAXIMUM_ATTEMPTS,
    RETRY_DELAYS,
    TRANSITIONS,
    WAITING,
    DeliveryStep,
    MessageState,
    after_failure,
    next_try,
)
from school.core.errors import NotAllowed
from school.core.outbox import MailMessage, move
from school.core.short_text import MOST_PARTS, is_seven_bit, parts, plain, short_text
from school.messages.rules import DIGEST_HOUR, next_digest

NOW = datetime.fromisoformat("2026-03-11T09:00")
ADDRESS = "https://ecole.example/link/placement/" + "x" * 43


@pytest.mark.parametrize(("state", "step"), [*product(MessageState, DeliveryStep)], ids=str)
def test_a_step_is_taken_from_its_states_alone(state: MessageState, step: DeliveryStep) -> None:
    message = MailMessage(recipient="a@example.test", subject="", body="", state=state)
    states, target = TRANSITIONS[step]
    if state in states:
        move(message, step)
        assert message.state is target
    else:
        with pytest.raises(NotAllowed):
            move(message, step)
        assert message.state is state


def test_every_message_can_come_to_an_end() -> None:
    ends = set(MessageState) - WAITING
    for state in WAITING:
        reached = {state}
        for _ in DeliveryStep:
            reached |= {to for froms, to in TRANSITIONS.values() if froms & reached}
        assert reached & ends


@given(st.integers(1, 40), st.booleans())
def test_tries_end_and_come_ever_more_rarely(attempts: int, permanent: bool) -> None:
    step = after_failure(attempts, permanent)
    assert (step is DeliveryStep.GIVE_UP) == (permanent or attempts >= MAXIMUM_ATTEMPTS)
    assert next_try(attempts + 1, NOW) >= next_try(attempts, NOW) >= NOW + RETRY_DELAYS[0]


@given(st.datetimes(NOW, NOW + timedelta(days=700)))
@pytest.mark.parametrize("zone", ["Africa/Porto-Novo", "Europe/Paris"])
def test_news_leave_at_the_next_hour_of_news(zone: str, at: datetime) -> None:
    leaves = next_digest(at, zone)
    assert timedelta() < leaves - at <= timedelta(hours=25)
    assert leaves.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).time() == DIGEST_HOUR


@pytest.mark.parametrize(
    ("text", "written", "taken"),
    [
        ("Œuvre d’été : « ç », ê — 5 €", 'OEuvre d\'été : " c ", e - 5 €', 1),
        ("a" * 160, "a" * 160, 1),
        ("a" * 161, "a" * 161, 2),
        ("€" * 80, "€" * 80, 1),
        ("€" * 81, "€" * 81, 2),
        ("学" * 70, "学" * 70, 1),
        ("学" * 71, "学" * 71, 2),
    ],
)
def test_a_text_is_counted_as_it_is_paid(text: str, written: str, taken: int) -> None:
    assert plain(text) == written
    assert parts(plain(text)) == taken


@given(st.text(max_size=400))
def test_a_text_fits_and_its_address_stays_whole(words: str) -> None:
    text = short_text(f"{words} {ADDRESS}")
    assert text.endswith(ADDRESS)
    assert parts(text) <= MOST_PARTS
    assert short_text(text) == text


@given(st.text("abcdefghijklmnopqrstuvwxyzàâçéèêëîïôûùüœ’«» ", max_size=300))
def test_french_never_costs_wide_letters(words: str) -> None:
    assert is_seven_bit(plain(words))
