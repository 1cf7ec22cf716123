"""The curricula that are shipped hold what DOMAIN §1.1 and §2 describe."""

from decimal import Decimal

import pytest

from school.curriculum.pack.reading import Pack
from school.curriculum.rules import Threshold
from school.practicals.rules import Verdict, judge
from tests.support.shipped import shipped_pack
from tests.unit.curriculum.shipped import BAD_FRENCH, bilingual

MODULES = {
    "F0": (200, 80, "01 02 03 04 05 06 09 10"),
    "P1": (120, 160, "20 21"),
    "P2": (160, 120, "12 22"),
    "P3": (100, 180, "22 23"),
    "D1": (100, 180, "01 16 17"),
    "D2": (140, 140, "05 07 08 11 18"),
    "D3": (100, 180, "13 14 15"),
    "M1": (160, 120, "11 12 24"),
    "M2": (120, 160, "19 24 25"),
    "M3": (80, 200, "18 19 26"),
}
PREREQUISITES = {
    "F0": (),
    "P1": ("F0",),
    "P2": ("P1",),
    "P3": ("P2",),
    "D1": ("F0",),
    "D2": ("F0",),
    "D3": ("D2",),
    "M1": ("F0",),
    "M2": ("M1",),
    "M3": ("M2", "D2"),
}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return shipped_pack()


def test_three_paths_begin_with_the_common_core(pack: Pack) -> None:
    assert {path.code: path.modules for path in pack.paths} == {
        "planning": ("F0", "P1", "P2", "P3"),
        "deployment": ("F0", "D1", "D2", "D3"),
        "maintenance": ("F0", "M1", "M2", "M3"),
    }


def test_modules_have_the_hours_and_tasks_of_the_domain(pack: Pack) -> None:
    found = {
        module.code: (
            module.centre_hours,
            module.enterprise_hours,
            " ".join(code.removeprefix("PA-") for code in module.tasks),
        )
        for module in pack.modules
    }
    assert found == MODULES
    assert {module.code: module.prerequisites for module in pack.modules} == PREREQUISITES


def test_a_module_lasts_two_months_of_full_time(pack: Pack) -> None:
    for module in pack.modules:
        assert module.weeks == 8
        assert module.centre_hours + module.enterprise_hours == 280


def test_competencies_bear_the_code_of_their_module(pack: Pack) -> None:
    for module in pack.modules:
        numbers = range(1, len(module.competencies) + 1)
        assert [one.code for one in module.competencies] == [f"{module.code}.{n}" for n in numbers]


def test_there_are_twenty_six_tasks_and_each_is_taught(pack: Pack) -> None:
    assert sorted(task.code for task in pack.tasks) == [f"PA-{n:02d}" for n in range(1, 27)]
    assert {code for module in pack.modules for code in module.tasks} == {
        task.code for task in pack.tasks
    }


def test_every_measure_has_a_limit_a_plausible_range_and_a_source(pack: Pack) -> None:
    for task in pack.tasks:
        assert task.attempts == 3
        assert any(measure.required for measure in task.measures)
        averaged = {code for measure in task.measures for code in measure.average_of}
        for measure in task.measures:
            judged = measure.minimum is not None or measure.maximum is not None or measure.related
            assert judged or measure.code in {"minutes", *averaged, *BESIDE}
            assert measure.plausible_minimum is not None
            assert measure.plausible_maximum is not None
            assert measure.set_by_school or measure.source != "Valeur fixée par l’école"


BESIDE = {
    "link_length": Decimal(800),
    "computed_loss": Decimal("1.9"),
    "fault_distance": Decimal(1240),
    "read_pulse": Decimal(30),
    "read_spacing": Decimal("0.5"),
}
"""Measures that give others their limits, and have none themselves."""


def names_of(thresholds: list[Threshold]) -> set[str]:
    return {one.code for one in thresholds}


RELATED = [
    ("PA-11", "position_error", {}, "2"),
    ("PA-11", "position_error", {"read_pulse": "10", "read_spacing": "0.25"}, "2"),
    ("PA-11", "position_error", {"read_pulse": "10", "read_spacing": "2.5"}, "5"),
    ("PA-11", "position_error", {"read_pulse": "100", "read_spacing": "2.5"}, "10.2"),
    ("PA-19", "position_error", {}, "5"),
    ("PA-19", "position_error", {"fault_distance": "1000"}, "5"),
    ("PA-19", "position_error", {"fault_distance": "1240"}, "6.2"),
    ("PA-12", "measured_loss", {"link_length": "499.9", "computed_loss": "9"}, "1.5"),
    ("PA-12", "measured_loss", {"link_length": "500", "computed_loss": "9"}, "2"),
    ("PA-12", "measured_loss", {"link_length": "1500", "computed_loss": "9"}, "2"),
    ("PA-12", "measured_loss", {"link_length": "1500.1", "computed_loss": "9"}, "9"),
    ("PA-12", "measured_loss", {"link_length": "400", "computed_loss": "1.2"}, "1.2"),
    ("PA-12", "measured_loss", {"link_length": "800", "computed_loss": "1.7"}, "1.7"),
]


@pytest.mark.parametrize(("task", "measure", "beside", "limit"), RELATED)
def test_maxima_follow_from_other_measures_as_in_the_domain(
    pack: Pack, task: str, measure: str, beside: dict[str, str], limit: str
) -> None:
    measures = next(one.measures for one in pack.tasks if one.code == task)
    found = next(one.threshold for one in measures if one.code == measure)
    taken = {code: Decimal(value) for code, value in beside.items()}
    assert found.at(taken).maximum == Decimal(limit)


def test_a_link_is_not_acquired_without_its_length_and_its_budget(pack: Pack) -> None:
    measures = next(one.measures for one in pack.tasks if one.code == "PA-12")
    thresholds = [one.threshold for one in measures]
    measured = {"measured_loss": Decimal("1.4"), "computation_error": Decimal(0)}
    assert judge(measured, thresholds, safety_ok=True).verdict is Verdict.IN_PROGRESS
    whole = measured | {"link_length": Decimal(300), "computed_loss": Decimal("1.4")}
    assert judge(whole, thresholds, safety_ok=True).verdict is Verdict.ACQUIRED
    over = whole | {"computed_loss": Decimal("1.39")}
    (reason,) = judge(over, thresholds, safety_ok=True).reasons
    assert (reason.bound, [one.bound for one in reason.bases]) == (
        Decimal("1.39"), [Decimal("1.5"), Decimal(2), Decimal("1.39")],
    )  # fmt: skip


def test_values_at_their_limits_acquire_each_task(pack: Pack) -> None:
    for task in pack.tasks:
        thresholds = [measure.threshold for measure in task.measures]
        beside = {code: value for code, value in BESIDE.items() if code in names_of(thresholds)}
        best = beside | {
            name: next(
                limit
                for limit in (one.mean_maximum, one.maximum, one.minimum, Decimal(0))
                if limit is not None
            )
            for one in (threshold.at(beside) for threshold in thresholds)
            for name in one.names
            if not one.average_of and name not in beside
        }
        assert judge(best, thresholds, safety_ok=True).verdict is Verdict.ACQUIRED, task.code


def test_every_task_asks_for_safety_first_and_for_the_time_it_took(pack: Pack) -> None:
    for task in pack.tasks:
        assert 3 <= len(task.gates) <= 5
        assert any(measure.code == "minutes" for measure in task.measures)


def test_twelve_splices_are_rows_with_both_cleaves_and_both_ways(pack: Pack) -> None:
    for code in ("PA-05", "PA-18"):
        measures = next(one.measures for one in pack.tasks if one.code == code)
        columns = [one for one in measures if one.row is not None]
        assert [one.code for one in columns] == [
            "cleave_left", "cleave_right", "estimate", "loss_ab", "loss_ba", "mean_loss",
        ]  # fmt: skip
        assert {one.repeats for one in columns} == {12}
        assert columns[-1].average_of == ("loss_ab", "loss_ba")


def test_both_languages_are_written_with_care(pack: Pack) -> None:
    pairs = list(bilingual(pack))
    assert len(pairs) > 1500
    for pair in pairs:
        assert not BAD_FRENCH.search(pair.fr), pair.fr
        assert "'" not in pair.en, pair.en
    for task in pack.tasks:
        for measure in task.measures:
            assert not BAD_FRENCH.search(measure.source), measure.source


@pytest.mark.parametrize(
    ("task", "measure", "limits"),
    [
        ("PA-04", "angle", (None, "1.0", None, 5)),
        ("PA-05", "estimate", (None, "0.10", "0.05", 12)),
        ("PA-05", "mean_loss", (None, "0.10", None, 12)),
        ("PA-06", "loss", (None, "0.30", None, 1)),
        ("PA-07", "return_loss_1310", ("55", None, None, 1)),
        ("PA-08", "zone_a", ("1", None, None, 1)),
        ("PA-15", "power_1490", ("-24", "-8.1", None, 1)),
        ("PA-16", "tension", (None, "2700", None, 1)),
        ("PA-19", "position_error", (None, "5", None, 1)),
        ("PA-26", "minutes", (None, "120", None, 1)),
    ],
)
def test_thresholds_of_the_domain(
    pack: Pack, task: str, measure: str, limits: tuple[str | None, str | None, str | None, int]
) -> None:
    measures = next(one.measures for one in pack.tasks if one.code == task)
    found = next(one for one in measures if one.code == measure)
    written = tuple(
        None if limit is None else str(limit)
        for limit in (found.minimum, found.maximum, found.mean_maximum)
    )
    assert (*written, found.repeats) == limits
