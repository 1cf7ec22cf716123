"""Addresses and numbers compare whatever the way they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.accounts.identifiers import normal_email, normal_identifier, normal_phone


@pytest.mark.parametrize(
    "typed",
    ["0197000000", "01 97 00 00 00", "+229 01 97 00 00 00", "00229 0197000000", "97 00 00 00",
     "+229 97000000"],
)  # fmt: skip
def test_one_number_has_one_form(typed: str) -> None:
    assert normal_phone(typed) == "+2290197000000"


def test_a_number_of_another_country_keeps_its_own() -> None:
    assert normal_phone("+33 6 12 34 56 78") == "+33612345678"


@pytest.mark.parametrize("typed", ["", "97", "awa", "+", "9" * 400, "+999 1234"])
def test_what_is_no_number_is_nothing(typed: str) -> None:
    assert normal_phone(typed) is None


@pytest.mark.parametrize("typed", [" Awa@Example.COM", "awa@example.com", "AWA@EXAMPLE.COM "])
def test_one_address_has_one_form(typed: str) -> None:
    assert normal_email(typed) == "awa@example.com"


@pytest.mark.parametrize("typed", ["", "awa", "awa@", "@example.com", "a b@example.com", "a@b@c"])
def test_what_is_no_address_is_nothing(typed: str) -> None:
    assert normal_email(typed) is None


@given(st.text(max_size=80))
def test_any_text_has_a_normal_form_or_none_and_it_is_stable(text: str) -> None:
    normal = normal_identifier(text)
    assert normal is None or normal_identifier(normal) == normal


@given(st.integers(0, 99_999_999))
def test_every_number_of_eight_digits_is_its_number_of_ten(digits: int) -> None:
    old, new = f"+229{digits:08}", f"+22901{digits:08}"
    if normal_phone(new) is not None and digits >= 10_000_000:
        assert normal_phone(old) == normal_phone(new)
