"""Passwords and tokens as they are kept."""

from argon2 import PasswordHasher

from school.accounts.secrets import (
    hash_password,
    needs_rehash,
    new_token,
    password_matches,
    token_hash,
)


def test_a_password_matches_its_own_hash_alone() -> None:
    kept = hash_password("une phrase qui se retient")
    assert kept.startswith("$argon2id$")
    assert password_matches(kept, "une phrase qui se retient")
    assert not password_matches(kept, "une phrase qui s'oublie")


def test_nothing_matches_where_there_is_no_hash_or_a_broken_one() -> None:
    assert not password_matches(None, "une phrase")
    assert not password_matches("", "une phrase")
    assert not password_matches("$argon2id$broken", "une phrase")


def test_a_hash_of_weaker_parameters_is_made_anew() -> None:
    assert needs_rehash(PasswordHasher(time_cost=1, memory_cost=64).hash("une phrase"))
    assert not needs_rehash(hash_password("une phrase"))


def test_tokens_are_long_and_never_the_same() -> None:
    tokens = {new_token() for _ in range(50)}
    assert len(tokens) == 50
    assert min(len(token) for token in tokens) >= 43
    assert len({token_hash(token) for token in tokens}) == 50
