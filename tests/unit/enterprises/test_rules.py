"""What a list of enterprises shows, and in which order its filters offer their values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.enterprises.rules import EnterpriseFilter, distinct


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (EnterpriseFilter(), True),
        (EnterpriseFilter(text="reseaux DELTA"), True),
        (EnterpriseFilter(text="delta réso"), False),
        (EnterpriseFilter(department="Littoral"), True),
        (EnterpriseFilter(department="Borgou"), False),
        (EnterpriseFilter(sector="Installateur"), False),
        (EnterpriseFilter(text="delta", department="Littoral"), True),
        (EnterpriseFilter(text="delta", department="Borgou"), False),
    ],
)
def test_a_filter_keeps_what_it_names(wanted: EnterpriseFilter, shown: bool) -> None:
    assert wanted.keeps("Delta Réseaux", "Littoral", None) is shown


def test_only_a_filter_that_chooses_is_set() -> None:
    assert not EnterpriseFilter().is_set
    assert EnterpriseFilter(text="a").is_set
    assert EnterpriseFilter(department="a").is_set
    assert EnterpriseFilter(sector="a").is_set


def test_values_come_once_in_the_order_of_people() -> None:
    assert distinct(["Zou", None, "Ouémé", "", "atlantique", "Zou"]) == [
        "atlantique",
        "Ouémé",
        "Zou",
    ]


@given(st.lists(st.one_of(st.none(), st.text(max_size=6))))
def test_no_value_is_lost_or_made_up(values: list[str | None]) -> None:
    assert set(distinct(values)) == {value for value in values if value}
    assert len(set(distinct(values))) == len(distinct(values))
