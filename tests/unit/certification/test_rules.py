"""Completion of a module: what is asked, what is known, and that nothing is never zero."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from school.certification.rules import (
    NOTHING_RECORDED,
    ConditionKind,
    Hours,
    ModuleFacts,
    ModuleStanding,
    ModuleTerms,
    Standing,
    judge_module,
    judge_path,
    together,
)
from school.practicals.rules import Verdict

TASKS = ("PA-01", "PA-02", "PA-03")


def terms(**values: object) -> ModuleTerms:
    defaults: dict[str, object] = {
        "module": "F0",
        "centre_hours": 200,
        "enterprise_hours": 80,
        "centre_share": Decimal("0.80"),
        "enterprise_share": Decimal("0.80"),
        "quiz_mark": 60,
        "tasks": TASKS,
        "safety": ("PA-01",),
    }
    return ModuleTerms(**{**defaults, **values})  # type: ignore[arg-type]


def acquired(*tasks: str) -> dict[str, Verdict]:
    return dict.fromkeys(tasks, Verdict.ACQUIRED)


EVERYTHING = ModuleFacts(Hours(Decimal(160)), Hours(Decimal(64)), acquired(*TASKS), Decimal(60))

hours = st.none() | st.builds(
    Hours,
    counted=st.decimals(0, 400, places=1),
    unstated=st.sampled_from((Decimal(0), Decimal(6), Decimal(60))),
    waiting=st.decimals(0, 100, places=1),
)
verdicts = st.none() | st.dictionaries(st.sampled_from(TASKS), st.sampled_from(list(Verdict)))
facts = st.builds(ModuleFacts, hours, hours, verdicts, st.none() | st.decimals(0, 100, places=1))
asked = st.builds(
    terms,
    centre_hours=st.integers(0, 300),
    enterprise_hours=st.integers(0, 300),
    centre_share=st.decimals(0, 1, places=3),
    enterprise_share=st.decimals(0, 1, places=3),
    quiz_mark=st.integers(0, 100),
    tasks=st.lists(st.sampled_from(TASKS), unique=True).map(tuple),
    safety=st.lists(st.sampled_from(TASKS), unique=True).map(tuple),
)


def of(found: ModuleStanding, kind: ConditionKind) -> Standing:
    return next(one.standing for one in found.conditions if one.kind is kind)


def test_the_exact_limits_are_met() -> None:
    assert judge_module(terms(), EVERYTHING).standing is Standing.MET


def test_of_what_nothing_is_recorded_nothing_is_known() -> None:
    found = judge_module(terms(), NOTHING_RECORDED)
    assert {one.standing for one in found.conditions} == {Standing.UNKNOWN}
    assert {one.done for one in found.conditions} == {None}
    assert found.standing is Standing.UNKNOWN


def test_a_quarter_of_an_hour_less_is_not_met() -> None:
    short = ModuleFacts(
        Hours(Decimal("159.75")), EVERYTHING.enterprise, EVERYTHING.verdicts, Decimal(60)
    )
    found = judge_module(terms(), short)
    assert of(found, ConditionKind.CENTRE_HOURS) is Standing.NOT_MET
    assert found.open_conditions[0].lacking == Decimal("0.25")


def test_hours_that_nobody_stated_leave_it_open_only_where_they_could_be_enough() -> None:
    near = ModuleFacts(centre=Hours(Decimal(155), unstated=Decimal(6)))
    far = ModuleFacts(centre=Hours(Decimal(150), unstated=Decimal(6)))
    assert of(judge_module(terms(), near), ConditionKind.CENTRE_HOURS) is Standing.UNKNOWN
    assert of(judge_module(terms(), far), ConditionKind.CENTRE_HOURS) is Standing.NOT_MET


def test_hours_that_wait_for_the_tutor_do_not_count() -> None:
    waiting = ModuleFacts(enterprise=Hours(Decimal(0), waiting=Decimal(300)))
    assert of(judge_module(terms(), waiting), ConditionKind.ENTERPRISE_HOURS) is Standing.NOT_MET


def test_missing_tasks_are_named_apart_from_untried_ones() -> None:
    found = judge_module(
        terms(), ModuleFacts(verdicts={"PA-01": Verdict.ACQUIRED, "PA-02": Verdict.IN_PROGRESS})
    )
    practicals = next(one for one in found.conditions if one.kind is ConditionKind.PRACTICALS)
    assert practicals.standing is Standing.NOT_MET
    assert practicals.done == 1
    assert practicals.missing == ("PA-02",)
    assert practicals.untried == ("PA-03",)


def test_what_asks_for_nothing_is_no_condition() -> None:
    nothing = terms(centre_hours=0, enterprise_share=Decimal(0), quiz_mark=0, safety=(), tasks=())
    assert judge_module(nothing, EVERYTHING).conditions == ()
    assert judge_module(nothing, EVERYTHING).standing is Standing.UNKNOWN


@given(asked, facts)
def test_met_means_that_every_number_reaches_what_is_needed(
    asked: ModuleTerms, known: ModuleFacts
) -> None:
    found = judge_module(asked, known)
    for one in found.conditions:
        if one.standing is Standing.MET:
            assert one.done is not None
            assert one.done >= one.needed
            assert one.lacking == 0
            assert (one.missing, one.untried) == ((), ())
        if one.done is None:
            assert one.standing is Standing.UNKNOWN
    assert (found.standing is Standing.MET) == (
        bool(found.conditions) and not found.open_conditions
    )


@given(asked, facts, st.decimals(0, 50, places=1))
def test_more_hours_never_make_it_worse(
    asked: ModuleTerms, known: ModuleFacts, more: Decimal
) -> None:
    order = {Standing.NOT_MET: 0, Standing.UNKNOWN: 1, Standing.MET: 2}
    if known.centre is None:
        return
    better = ModuleFacts(
        Hours(known.centre.counted + more, known.centre.unstated), known.enterprise,
        known.verdicts, known.quiz,
    )  # fmt: skip
    before, after = judge_module(asked, known), judge_module(asked, better)
    assert order[after.standing] >= order[before.standing]


@given(st.lists(st.sampled_from(list(Standing)), max_size=6))
def test_together_in_any_order(standings: list[Standing]) -> None:
    assert together(standings) is together(reversed(standings))
    assert (together(standings) is Standing.MET) == (set(standings) == {Standing.MET})


def test_a_module_that_a_jury_certified_counts_for_the_path() -> None:
    failed = judge_module(terms(), ModuleFacts(quiz=Decimal(3)))
    met = judge_module(terms(module="D1"), EVERYTHING)
    assert judge_path([failed, met]) is Standing.NOT_MET
    assert judge_path([failed, met], frozenset({"F0"})) is Standing.MET
    assert judge_path([]) is Standing.UNKNOWN
