"""Where schools stand to chance, and what is missing of them, from published figures alone."""

from datetime import date

import pytest

from school.core.control_limits import Standing
from school.hiring.indicators.figures import Figures
from school.hiring.indicators.options import Breakdown, Options, Profile
from school.hiring.indicators.report import Report, ReportRow
from school.hiring.indicators.tallies import Tally, add_up
from school.hiring.publication.publish import publish
from school.oversight.ministry import Portal, SchoolLine, school_lines
from school.oversight.ministry_words import STANDING_PILLS, STANDINGS

DAY = date(2026, 6, 30)


def tally(hired: int, not_hired: int, unknown: int = 0) -> Tally:
    people = hired + not_hired + unknown
    return Tally(
        entrants=people, leavers=people, completed=people, certified=people,
        hired=hired, not_hired=not_hired, unknown=unknown,
    )  # fmt: skip


def portal(
    tallies: dict[str, Tally],
    profile: Profile = Profile.INTERNAL,
    recent: frozenset[int] = frozenset(range(100)),
    unheard: tuple[str, ...] = (),
) -> Portal:
    options = Options(DAY, DAY, by=(Breakdown.SCHOOL,), profile=profile)
    rows = [ReportRow({Breakdown.SCHOOL: name}, Figures(each)) for name, each in tallies.items()]
    total = ReportRow({}, Figures(add_up(tallies.values()) if tallies else Tally()))
    published = publish(Report(options, [*rows, total]))
    schools = [(number, name, name) for number, name in enumerate((*tallies, *unheard))]
    return Portal(published, school_lines(published, schools, recent))


def line(found: Portal, name: str) -> SchoolLine:
    return next(each for each in found.lines if each.reference == name)


ALIKE = {name: tally(120, 80) for name in "ABC"}


def test_chance_explains_schools_that_are_alike() -> None:
    found = portal(ALIKE)
    assert {each.standing for each in found.lines} == {Standing.WITHIN}
    assert found.missing == []
    assert found.picture


def test_a_school_far_off_stands_out_and_a_small_one_may_differ() -> None:
    found = portal({**ALIKE, "D": tally(60, 140), "E": tally(9, 3)})
    assert line(found, "D").standing is Standing.FAR_BELOW
    assert line(found, "E").standing is Standing.WITHIN, "nine of twelve are no sign of anything"


@pytest.mark.parametrize("names", ["", "A", "AB"])
def test_fewer_than_three_are_not_compared(names: str) -> None:
    found = portal({name: ALIKE[name] for name in names})
    assert found.compared == []
    assert found.picture == ""


def test_small_schools_are_hidden_and_not_compared() -> None:
    found = portal({**ALIKE, "D": tally(2, 1)}, Profile.MINISTRY)
    small = line(found, "D")
    assert small.standing is None
    assert small not in found.compared


def test_what_is_missing_is_said() -> None:
    found = portal(
        {
            **ALIKE,
            "D": tally(20, 5, 40),
            "E": Tally(applied=9),
            "F": Tally(leavers=9, completed=9, certified=9),
        },
        recent=frozenset({0, 1, 2}),
        unheard=("G",),
    )
    said = {each.reference: " ; ".join(each.missing) for each in found.missing}
    assert "moins de 60" in said["D"]
    assert "dans le trimestre" in said["D"]
    assert "aucune sortie enregistrée" in said["E"]
    assert "aucune échéance de six mois passée" in said["F"]
    assert "aucune sortie enregistrée" in said["G"]
    assert set(said) == set("DEFG")


def test_every_standing_has_its_words() -> None:
    assert set(STANDINGS) == set(STANDING_PILLS) == set(Standing)
