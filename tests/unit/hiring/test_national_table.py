"""Reports of different schools, read together, betray nobody: an adversary holds all of them."""

from datetime import date
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.hiring.indicators.options import Breakdown, Options, Profile
from school.hiring.publication.publish import HIDDEN, Count, Published, PublishedFigures
from school.hiring.publication.suppression import Line, Table
from school.hiring.publication.suppression_below import Below, hidden_below
from school.hiring.publication.suppression_differences import Release, differences_between
from tests.support.adversary import Knowledge
from tests.support.releases import Country, World, learn, seen

DAY = date(2026, 6, 30)
OPTIONS = Options(DAY, DAY, profile=Profile.MINISTRY)
PEOPLE = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 5, 6, 8])


@st.composite
def worlds(draw: st.DrawFn, most_schools: int = 3) -> World:
    """Draw two or three schools of one or two cohorts and their women and men."""
    schools = "ABC"[: draw(st.integers(1, most_schools))]
    places = [
        (school, f"{school}{number}")
        for school in schools
        for number in range(draw(st.integers(1, 2)))
    ]
    return {(school, cohort, sex): draw(PEOPLE) for school, cohort in places for sex in "FM"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds(), st.data())
def test_reports_of_any_schools_never_pin_a_hidden_count(world: World, data: st.DataObject) -> None:
    country = Country(world, OPTIONS)
    every = [
        frozenset(some)
        for size in range(1, len(country.schools) + 1)
        for some in combinations(country.schools, size)
    ]
    chosen = data.draw(st.sets(st.sampled_from(every), min_size=1))
    by_cohort = data.draw(st.sets(st.sampled_from(country.schools)))
    releases = [(some, country.some(some)) for some in chosen | {frozenset(country.schools)}]
    for school in by_cohort:
        below = country.cohorts(school)
        if below is not None:
            releases.append((frozenset({school}), below))
    known = Knowledge()
    for schools, release in releases:
        learn(known, country, schools, release)
    for schools, release in releases:
        for one in seen(country, schools, release):
            if one.count is HIDDEN and 0 < sum(world[atom] for atom in one.atoms) < 5:
                assert known.other_value(one.atoms, world), one


def test_what_each_alone_would_print_is_hidden_in_all() -> None:
    """Of three schools with 3, 9 and 7 hired the total less the two larger ones is the smallest."""
    country = Country({("A", "A0", "F"): 3, ("B", "B0", "F"): 9, ("C", "C0", "F"): 7}, OPTIONS)
    for some in ("ABC", "AB", "AC", "BC", "A", "B", "C"):
        rows = country.some(some).rows
        shown = {row.group[Breakdown.SCHOOL]: row.figures.counts["hired"] for row in rows[:-1]}
        assert shown == {one: {"A": HIDDEN, "B": 9, "C": HIDDEN}[one] for one in some}
        total = rows[-1].figures.counts["hired"]
        assert total == {"ABC": 19, "B": 9}.get(some, HIDDEN)


def test_the_total_of_cohorts_is_the_row_of_the_school() -> None:
    """Nine in two cohorts, and a school of eight: no cohort hides more, nor less, of the total."""
    country = Country({("A", "A0", "F"): 2, ("A", "A1", "F"): 7, ("B", "B0", "F"): 8}, OPTIONS)
    below = country.cohorts("A")
    assert below is not None
    assert [row.figures.counts["hired"] for row in below.rows] == [HIDDEN, HIDDEN, 9]
    assert below.total.figures == country.some("A").total.figures


def test_a_column_of_a_hidden_row_hides_its_zeros() -> None:
    """Four in four cohorts: that none of these is a zero would say that they are four."""
    ones = {("A", f"A{number}", "F"): 1 for number in range(4)}
    country = Country(
        {**ones, ("A", "A4", "F"): 0, ("B", "B0", "F"): 1, ("C", "C0", "F"): 9}, OPTIONS
    )
    below = country.cohorts("A")
    assert below is not None
    assert {row.figures.counts["hired"] for row in below.rows} == {HIDDEN}


def test_a_school_of_one_cohort_publishes_it_as_its_row() -> None:
    """The cohort is the row, hidden or not: what may differ there may differ here."""
    country = Country({("A", "A0", "F"): 3, ("B", "B0", "F"): 9, ("C", "C0", "F"): 7}, OPTIONS)
    for school in country.schools:
        below = country.cohorts(school)
        assert below is not None
        assert below.rows[0].figures == below.total.figures == country.some(school).rows[0].figures


def test_what_the_table_above_rests_on_has_to_remain_possible_below() -> None:
    """Two hidden people in two groups: that they may be three, or else nothing is published."""
    table = Table([2, 1, 1], [Line((1, 2), 0)])
    ways: list[dict[int, int]] = [{0: 1}, {0: -1}]
    assert hidden_below(Below(table, {0: (1, 2)}, frozenset({0}), ways)) == {0, 1, 2}
    told = Table(table.values, table.lines, looks_the_same=lambda changes: changes[0] > 0)
    assert hidden_below(Below(told, {0: (1, 2)}, frozenset({0}), ways)) is None


@settings(max_examples=150, deadline=None)
@given(worlds(), worlds(), st.data())
def test_what_two_reports_both_publish_differs_by_nobody_or_by_five(
    before: World, after: World, data: st.DataObject
) -> None:
    """Whatever differs between them, days, cohorts or schools, of the same people."""
    countries = [Country(world, OPTIONS) for world in (before, {**before, **after})]
    released = [
        (schools, country.some(schools))
        for country in countries
        for schools in [data.draw(st.sets(st.sampled_from(country.schools), min_size=1))]
    ]
    one, other = (Release(frozenset(schools), given) for schools, given in released)
    found = differences_between(one, other)
    rows = [_by_people(schools, given) for schools, given in released]
    revealed = {
        name
        for people in rows[0].keys() & rows[1].keys()
        for name in ("hired", "n", "certified", "leavers")
        if _is_revealed(rows[0][people].counts[name], rows[1][people].counts[name])
    }
    assert revealed <= {each.count for each in found}
    assert all(0 < abs(each.before - each.after) < 5 for each in found)


def _by_people(schools: set[str], given: Published) -> dict[frozenset[str], PublishedFigures]:
    return {
        frozenset(filter(None, row.group.values())) or frozenset(schools): row.figures
        for row in given.rows
    }


def _is_revealed(before: Count, after: Count) -> bool:
    return before is not HIDDEN and after is not HIDDEN and 0 < abs(before - after) < 5
