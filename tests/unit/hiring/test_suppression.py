"""What is hidden in a table: the golden vectors of INDICATORS §5, and an adversary who counts."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.hiring.publication.suppression import LEAST_COUNT, Line, Table, hidden_cells, is_small
from tests.support.plain_tables import consistent_values, crossed

COUNTS = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 5, 6, 7, 9])


def line_of(*counts: int) -> Table:
    """Make a table of one line, its margin last."""
    return Table([*counts, sum(counts)], [Line(tuple(range(len(counts))), len(counts))])


def test_g16_two_cells_of_one_other_cohort() -> None:
    table = crossed([[3, 17], [8, 12], [6, 14]])
    assert hidden_cells(table) == {0, 1, 4, 5}


def test_g17_in_trade_out_and_unknown() -> None:
    assert hidden_cells(line_of(8, 3, 1)) == {0, 1, 2}


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((0, 0), set()),
        ((0, 7), set()),
        ((5, 6), set()),
        ((4, 0), {0, 2}),
        ((3, 9, 7), {0, 2}),
        ((1, 4, 9), {0, 1}),
        ((2, 6, 6), {0, 1}),
        ((2, 2, 0, 30), {0, 1, 3}),
        ((1, 1, 1, 1, 1, 8), {0, 1, 2, 3, 4, 5}),
    ],
)
def test_one_line(counts: tuple[int, ...], hidden: set[int]) -> None:
    assert hidden_cells(line_of(*counts)) == hidden


def test_the_sum_of_five_ones_would_say_each_of_them() -> None:
    """The rule alone is content with a sum of 5; readers know that no hidden count is zero."""
    table = line_of(1, 1, 1, 1, 1, 8)
    assert consistent_values(table, {0, 1, 2, 3, 4}, 0) == {1}
    assert len(consistent_values(table, hidden_cells(table), 0)) > 1


def test_a_margin_of_one_cell_is_hidden_with_it() -> None:
    table = crossed([[3, 9], [8, 0]])
    hidden = hidden_cells(table)
    assert {0, 1, 2} <= hidden
    assert 5 in hidden, "the second row has one cell that is not zero: its margin is that cell"


def test_what_is_published_besides_counts_as_published() -> None:
    table = line_of(4, 6, 20)
    assert hidden_cells(table) == {0, 1}
    fixed = Table(table.values, table.lines, looks_the_same=lambda changes: 0 not in changes)
    assert 2 in hidden_cells(fixed), "the first count cannot move: more is hidden around it"


@given(st.lists(COUNTS, min_size=1, max_size=6))
def test_a_line_is_never_given_away(counts: list[int]) -> None:
    holds(line_of(*counts))


@settings(max_examples=150, deadline=None)
@given(
    st.tuples(st.integers(1, 3), st.integers(1, 3)).flatmap(
        lambda size: st.lists(
            st.lists(COUNTS, min_size=size[0], max_size=size[0]),
            min_size=size[1],
            max_size=size[1],
        )
    )
)
def test_a_crossed_table_is_never_given_away(rows: list[list[int]]) -> None:
    holds(crossed(rows))


def holds(table: Table) -> None:
    """Hold a suppression against the rule, and against an adversary who tries every table."""
    hidden = hidden_cells(table)
    values = table.values
    assert all(values[place] for place in hidden), "zeros are never hidden"
    assert {place for place, count in enumerate(values) if is_small(count)} <= hidden
    for line in table.lines:
        found = [values[cell] for cell in line.cells if cell in hidden]
        if found and line.margin not in hidden:
            assert len(found) > 1
            assert sum(found) >= LEAST_COUNT
    for place in hidden:
        assert len(consistent_values(table, hidden, place)) > 1


def test_the_adversary_finds_what_is_there_to_find() -> None:
    table = crossed([[3, 17], [8, 12], [6, 14]])
    assert consistent_values(table, {0, 1}, 0) == {3}
    assert consistent_values(table, {0, 1, 4, 5}, 0) == set(range(1, 9))
    assert all(
        len(consistent_values(table, {0, 1, 4, 5}, place)) > 1 for place, _ in product((0, 1), "x")
    )
