"""The verdict of a practical assessment, case by case (DOMAIN §2)."""

from decimal import Decimal

import pytest

from school.curriculum.rules import Threshold
from school.practicals.rules import (
    FaultKind,
    ImpossibleMeasures,
    Judgement,
    Reason,
    ReasonKind,
    Verdict,
    find_faults,
    find_surprises,
    judge,
    mean,
)

ESTIMATE = Threshold(
    "estimate",
    unit="dB",
    maximum=Decimal("0.10"),
    mean_maximum=Decimal("0.05"),
    plausible_minimum=Decimal(0),
    plausible_maximum=Decimal(3),
    repeats=3,
)
POWER = Threshold("power", unit="dBm", minimum=Decimal(-24), maximum=Decimal("-8.1"))
EXTRA = Threshold("extra", maximum=Decimal(1), required=False)


def series(*values: str | None) -> dict[str, Decimal | None]:
    return {
        name: None if value is None else Decimal(value)
        for name, value in zip(ESTIMATE.names, values, strict=False)
    }


def test_all_within_their_limits_is_acquired() -> None:
    found = judge(series("0.04", "0.05", "0.06"), [ESTIMATE], safety_ok=True)
    assert found == Judgement(Verdict.ACQUIRED)


@pytest.mark.parametrize(("power", "reasons"), [("-24", 0), ("-8.1", 0), ("-24.1", 1), ("-8", 1)])
def test_limits_belong_to_what_passes(power: str, reasons: int) -> None:
    found = judge({"power": Decimal(power)}, [POWER], safety_ok=True)
    assert len(found.reasons) == reasons
    assert found.verdict is (Verdict.NOT_ACQUIRED if reasons else Verdict.ACQUIRED)


def test_one_value_too_high_fails_and_is_named() -> None:
    found = judge(series("0.01", "0.11", "0.02"), [ESTIMATE], safety_ok=True)
    assert found == Judgement(
        Verdict.NOT_ACQUIRED,
        (
            Reason(
                ReasonKind.ABOVE_MAXIMUM,
                "estimate",
                "estimate-02",
                Decimal("0.11"),
                Decimal("0.10"),
            ),
        ),
    )


def test_a_value_too_low_fails_and_is_named() -> None:
    found = judge({"power": Decimal(-30)}, [POWER], safety_ok=True)
    assert found.reasons == (
        Reason(ReasonKind.BELOW_MINIMUM, "power", "power", Decimal(-30), Decimal(-24)),
    )


def test_each_may_pass_while_the_mean_fails() -> None:
    found = judge(series("0.05", "0.05", "0.06"), [ESTIMATE], safety_ok=True)
    assert found.verdict is Verdict.NOT_ACQUIRED
    (reason,) = found.reasons
    assert (reason.kind, reason.code, reason.name) == (
        ReasonKind.MEAN_ABOVE_MAXIMUM,
        "estimate",
        None,
    )
    assert reason.bound == Decimal("0.05")
    assert reason.value is not None
    assert reason.value.quantize(Decimal("0.0001")) == Decimal("0.0533")


def test_a_mean_at_its_limit_passes() -> None:
    found = judge(series("0.05", "0.05", "0.05"), [ESTIMATE], safety_ok=True)
    assert found.verdict is Verdict.ACQUIRED


def test_blank_is_not_zero() -> None:
    found = judge(series("0.04", None, "0.04"), [ESTIMATE], safety_ok=True)
    assert found == Judgement(
        Verdict.IN_PROGRESS, (Reason(ReasonKind.MISSING, "estimate", "estimate-02"),)
    )


def test_the_mean_of_an_unfinished_series_is_not_judged() -> None:
    found = judge(series("0.09", "0.09"), [ESTIMATE], safety_ok=True)
    assert found.verdict is Verdict.IN_PROGRESS
    assert [reason.kind for reason in found.reasons] == [ReasonKind.MISSING]


def test_a_bad_value_fails_before_the_series_is_complete() -> None:
    found = judge(series("0.30"), [ESTIMATE], safety_ok=True)
    assert found.verdict is Verdict.NOT_ACQUIRED
    assert [reason.kind for reason in found.reasons] == [
        ReasonKind.ABOVE_MAXIMUM,
        ReasonKind.MISSING,
        ReasonKind.MISSING,
    ]


def test_nothing_measured_is_never_acquired() -> None:
    nothing = Judgement(Verdict.IN_PROGRESS, (Reason(ReasonKind.NOTHING_MEASURED),))
    assert judge({}, [EXTRA], safety_ok=True) == nothing
    assert judge({}, [], safety_ok=True) == nothing
    assert judge({"extra": None}, [EXTRA, ESTIMATE], safety_ok=True) == nothing


def test_an_optional_measure_may_be_left_out_but_not_failed() -> None:
    good = {"power": Decimal(-20)}
    assert judge(good, [POWER, EXTRA], safety_ok=True).verdict is Verdict.ACQUIRED
    bad = {**good, "extra": Decimal(2)}
    assert judge(bad, [POWER, EXTRA], safety_ok=True).verdict is Verdict.NOT_ACQUIRED


def test_a_safety_failure_stops_everything() -> None:
    found = judge({"unheard_of": Decimal(1)}, [ESTIMATE], safety_ok=False)
    assert found == Judgement(Verdict.NOT_ACQUIRED, (Reason(ReasonKind.SAFETY),))


@pytest.mark.parametrize(
    ("value", "kind", "bound"),
    [
        ("-0.01", FaultKind.TOO_LOW, 0),
        ("3.01", FaultKind.TOO_HIGH, 3),
        ("1E+999999", FaultKind.TOO_HIGH, 3),
        ("NaN", FaultKind.NOT_A_NUMBER, None),
        ("sNaN", FaultKind.NOT_A_NUMBER, None),
        ("Infinity", FaultKind.NOT_A_NUMBER, None),
    ],
)
def test_impossible_values_are_refused(value: str, kind: FaultKind, bound: int | None) -> None:
    with pytest.raises(ImpossibleMeasures) as refused:
        judge(series("0.04", value), [ESTIMATE], safety_ok=True)
    (fault,) = refused.value.faults
    assert (fault.name, fault.kind, fault.bound) == ("estimate-02", kind, bound)
    assert refused.value.field == "estimate-02"
    assert "%(" not in str(refused.value)


def test_every_fault_is_reported_in_the_order_of_the_task() -> None:
    values = {"zeta": Decimal(1), "power": Decimal("NaN"), "alpha": Decimal(0), **series("9", "-9")}
    assert [(fault.name, fault.kind) for fault in find_faults(values, [ESTIMATE, POWER])] == [
        ("estimate-01", FaultKind.TOO_HIGH),
        ("estimate-02", FaultKind.TOO_LOW),
        ("power", FaultKind.NOT_A_NUMBER),
        ("alpha", FaultKind.UNKNOWN_MEASURE),
        ("zeta", FaultKind.UNKNOWN_MEASURE),
    ]


def test_without_plausible_limits_the_database_sets_them() -> None:
    free = Threshold("free")
    assert find_faults({"free": Decimal(10) ** 12}, [free])[0].kind is FaultKind.TOO_HIGH
    assert find_faults({"free": -(Decimal(10) ** 12)}, [free])[0].kind is FaultKind.TOO_LOW
    assert not find_faults({"free": Decimal(10) ** 12 - 1}, [free])


def test_values_are_judged_as_they_are_kept() -> None:
    kept = {"extra": Decimal("1.0000004")}
    assert judge(kept, [EXTRA], safety_ok=True).verdict is Verdict.ACQUIRED
    beyond = {"extra": Decimal("1.000001")}
    assert judge(beyond, [EXTRA], safety_ok=True).verdict is Verdict.NOT_ACQUIRED


def test_mean() -> None:
    assert mean([]) is None
    assert mean([Decimal("0.02"), Decimal("0.05")]) == Decimal("0.035")


@pytest.mark.parametrize(
    ("threshold", "value", "odd"),
    [
        (Threshold("loss", "dB", maximum=Decimal("0.1")), "3", False),
        (Threshold("loss", "dB", maximum=Decimal("0.1")), "3.000001", True),
        (Threshold("loss", "dB", maximum=Decimal("0.3")), "3.1", False),
        (Threshold("errors", "", maximum=Decimal(0)), "40", False),
        (Threshold("angle", "°", maximum=Decimal(1)), "80", False),
        (Threshold("level", "dB", minimum=Decimal(3)), "900", False),
    ],
)
def test_only_a_loss_far_beyond_its_limit_is_asked_about(
    threshold: Threshold, value: str, odd: bool
) -> None:
    names = find_surprises({threshold.code: Decimal(value)}, [threshold])
    assert names == ((threshold.code,) if odd else ())
    assert find_surprises({threshold.code: None}, [threshold]) == ()
