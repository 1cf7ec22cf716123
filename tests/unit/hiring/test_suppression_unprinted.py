"""What is printed of women and men and what is printed of all, held together by an adversary."""

from collections.abc import Iterator
from datetime import date
from itertools import product

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from school.hiring.indicators.figures import Figures
from school.hiring.indicators.options import Breakdown, Options, Profile
from school.hiring.indicators.report import Report, ReportRow
from school.hiring.indicators.tallies import add_up
from school.hiring.publication.publish import HIDDEN, Count, Published, publish
from tests.support.adversary import Knowledge
from tests.unit.hiring.test_suppression_losses import people

DAY = date(2026, 6, 30)
STATUSES = ("hired", "not_hired")
BY_SEX = {"hired": ("hired",), "n": STATUSES}
PRINTED = {**BY_SEX, "not_hired": ("not_hired",)}
PEOPLE = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 8])

Atom = tuple[str, str, str]
"""A school, a sex, a status."""

World = dict[Atom, int]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Draw two or three schools of women and men who are hired or not."""
    schools = "ABC"[: draw(st.integers(2, 3))]
    return {atom: draw(PEOPLE) for atom in product(schools, "FM", STATUSES)}


def publication(world: World) -> Published:
    """Publish the schools side by side for the ministry."""
    schools = sorted({school for school, *_ in world})
    tallies = {
        (school, sex): people(**{name: world[school, sex, name] for name in STATUSES})
        for school, sex in product(schools, "FM")
    }
    key = Breakdown.SCHOOL
    groups = [({key: school}, [school]) for school in schools]
    rows = []
    for group, of in [*groups, ({}, schools)]:
        women, men = (add_up(tallies[school, sex] for school in of) for sex in "FM")
        rows.append(ReportRow(dict(group), Figures(add_up((women, men)), women, men)))
    options = Options(DAY, DAY, by=(key,), profile=Profile.MINISTRY)
    return publish(Report(options, rows, thorough=True))


def printed(world: World, published: Published) -> Iterator[tuple[frozenset[Atom], Count]]:
    """Give each count that is printed or hidden, with the smallest counts that it adds up."""
    schools = sorted({school for school, *_ in world})
    for of, row in zip([*schools, "".join(schools)], published.rows, strict=True):
        for sexes, figures in (("F", row.women), ("M", row.men), ("FM", row.figures)):
            names = PRINTED if sexes == "FM" else BY_SEX
            for name, statuses in names.items():
                yield frozenset(product(of, sexes, statuses)), figures.counts[name]


def two_schools(*counts: int) -> World:
    """Give the hired and not hired women, then men, of one school and of another."""
    return dict(zip(product("AB", "FM", STATUSES), counts, strict=True))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
@example(two_schools(9, 8, 3, 5, 12, 0, 12, 0))
@example(two_schools(8, 0, 12, 0, 12, 9, 1, 4))
def test_no_hidden_count_of_one_to_four_is_pinned(world: World) -> None:
    found = [*printed(world, publication(world))]
    known = Knowledge()
    for atoms, count in found:
        if count is not HIDDEN:
            known.learn(atoms, count)
    for atoms, count in found:
        if count is HIDDEN and 0 < sum(world[atom] for atom in atoms) < 5:
            assert known.other_value(atoms, world)
