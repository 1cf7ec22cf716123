"""Each event beside the thresholds of a task."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.curriculum.rules import Threshold
from school.practicals.sor import Event
from school.practicals.traces.limits import (
    CONNECTOR_CODES,
    LAUNCH_CODE,
    LINK_CODES,
    PULSE_CODE,
    RETURN_CODES,
    SPLICE_CODES,
    EventStanding,
    Finding,
    FindingKind,
    Limits,
    Standing,
    judge_event,
    judge_pairing,
    judge_trace,
    limits_of,
    settings_beyond,
)
from school.practicals.traces.pairing import pair_traces
from tests.support.shipped import shipped_pack
from tests.support.sor_files import spacing_of, time_of
from tests.support.traces import trace_with

ALL = Limits(Decimal("0.10"), Decimal("0.50"), Decimal("-55"), Decimal(500), Decimal(100))
LENGTH = 4_000.0


def event(code: str, loss: float | None, reflectance: float | None = None) -> Event:
    return Event(1, 500.0, 0.2, loss, reflectance, code)


def test_every_code_is_a_measure_of_the_curriculum() -> None:
    measures = {measure.code for task in shipped_pack().tasks for measure in task.measures}
    codes = {*SPLICE_CODES, *CONNECTOR_CODES, *RETURN_CODES, *LINK_CODES}
    codes |= {LAUNCH_CODE, PULSE_CODE}
    assert codes <= measures


def test_limits_are_chosen_by_code_and_wavelength() -> None:
    thresholds = [
        Threshold("mean_loss", maximum=Decimal("0.10")),
        Threshold("splice_loss", maximum=Decimal("0.20")),
        Threshold("insertion_loss_1310", maximum=Decimal("0.8")),
        Threshold("insertion_loss_1550", maximum=Decimal("0.5")),
        Threshold("return_loss_1310", minimum=Decimal(50)),
        Threshold("return_loss_1550", minimum=Decimal(55)),
        Threshold("launch_length", minimum=Decimal(500)),
        Threshold("pulse_width", maximum=Decimal(100)),
        Threshold("estimate", maximum=Decimal("0.01")),
    ]
    assert limits_of(thresholds, 1551.2) == ALL
    assert limits_of(thresholds, 1308.4).connector_db == Decimal("0.8")
    assert limits_of(thresholds, 1308.4).reflectance_db == Decimal(-50)
    assert limits_of(thresholds, 1625.0).connector_db is None
    assert limits_of(thresholds, 1625.0).reflectance_db is None
    assert limits_of(thresholds, None).connector_db is None
    assert limits_of([], 1550) == Limits()
    assert limits_of([Threshold("loss", maximum=Decimal("0.3"))], 1550) == Limits(Decimal("0.3"))
    whole = [Threshold("measured_loss", maximum=Decimal(2))]
    assert limits_of(whole, 1308.4) == Limits(link_db=Decimal(2))
    assert limits_of(whole, 1550) == Limits()
    assert limits_of([Threshold("mean_loss")], 1550) == Limits()


@pytest.mark.parametrize(
    ("one", "standing", "kinds"),
    [
        (event("0F9999", 0.10), Standing.WITHIN, []),
        (event("0F9999", 0.101), Standing.UNDECIDED, [FindingKind.ONE_WAY_LOSS]),
        (event("0F9999", -0.05), Standing.UNDECIDED, [FindingKind.ONE_WAY_GAIN]),
        (event("0F9999", None), Standing.UNDECIDED, [FindingKind.NOT_MEASURED]),
        (event("1F9999", 0.5, -55.0), Standing.WITHIN, []),
        (event("1F9999", 0.501, -56.0), Standing.BEYOND, [FindingKind.LOSS]),
        (event("2F9999", 0.2, -54.999), Standing.BEYOND, [FindingKind.REFLECTANCE]),
        (event("1F9999", 0.9, -14.0), Standing.BEYOND, [FindingKind.LOSS, FindingKind.REFLECTANCE]),
        (event("1F9999", 0.2, None), Standing.UNDECIDED, [FindingKind.NOT_MEASURED]),
        (event("1F9999", 0.9, None), Standing.BEYOND, [FindingKind.LOSS, FindingKind.NOT_MEASURED]),
        (event("1E9999", 20.0, -14.0), Standing.NOT_ASKED, []),
        (event("XX9999", 20.0, -14.0), Standing.NOT_ASKED, []),
    ],
)
def test_one_event(one: Event, standing: Standing, kinds: list[FindingKind]) -> None:
    judged = judge_event(one, ALL)
    assert judged.standing is standing
    assert [finding.kind for finding in judged.findings] == kinds
    assert not judged.both_ways
    assert judge_event(one, Limits()) == EventStanding(500.0, Standing.NOT_ASKED)


@given(
    loss=st.integers(-400, 400).map(lambda value: value / 1000),
    limit=st.integers(0, 400).map(lambda value: Decimal(value) / 1000),
)
def test_a_stricter_limit_never_lets_more_pass(loss: float, limit: Decimal) -> None:
    one = event("0F9999", loss)
    now, stricter = (
        judge_event(one, Limits(splice_db=value)).standing for value in (limit, limit / 2)
    )
    assert not (stricter is Standing.WITHIN and now is not Standing.WITHIN)
    assert (now is Standing.WITHIN) == (0 <= Decimal(str(loss)) <= limit)
    assert Standing.BEYOND not in {now, stricter}, "one way alone condemns no splice"


@given(
    seen=st.tuples(*[st.integers(-300, 400).map(lambda value: value / 1000)] * 2),
)
@settings(deadline=None, max_examples=40)
def test_a_splice_seen_both_ways_is_judged_by_its_mean(seen: tuple[float, float]) -> None:
    pairing = pair_traces(trace_with([(1_000, seen[0])]), trace_with([(LENGTH - 1_000, seen[1])]))
    (judged,) = judge_pairing(pairing, ALL)
    mean = (Decimal(str(seen[0])) + Decimal(str(seen[1]))) / 2
    assert judged.both_ways
    if mean < Decimal("-0.05"):
        assert judged.standing is Standing.UNDECIDED
        assert judged.findings == (Finding(FindingKind.IMPOSSIBLE, mean),)
    else:
        assert (judged.standing is Standing.BEYOND) == (mean > Decimal("0.10"))
        assert (judged.standing is Standing.WITHIN) == (mean <= Decimal("0.10"))


def test_what_fails_one_way_may_pass_both_ways() -> None:
    """DOMAIN §2, the worked example at 48.06 km."""
    a, b = trace_with([(1_000, 0.111)]), trace_with([(LENGTH - 1_000, -0.049)])
    assert [one.standing for one in judge_trace(a, ALL)] == [
        Standing.UNDECIDED,
        Standing.NOT_ASKED,
    ]
    assert [one.standing for one in judge_pairing(pair_traces(a, b), ALL)] == [Standing.WITHIN]
    assert judge_pairing(pair_traces(a, b), Limits())[0].standing is Standing.NOT_ASKED


def test_a_connector_seen_both_ways_is_as_bad_as_its_worse_side() -> None:
    a = trace_with(connectors=[(1_000, 0.2, -60.0)])
    b = trace_with(connectors=[(LENGTH - 1_000, 0.7, -60.0)])
    (judged,) = judge_pairing(pair_traces(a, b), ALL)
    assert judged.standing is Standing.BEYOND
    assert judged.findings == (Finding(FindingKind.LOSS, Decimal("0.7"), Decimal("0.50")),)
    assert judged.both_ways


def test_a_splice_seen_one_way_stays_as_that_way_says() -> None:
    pairing = pair_traces(trace_with([(1_000, -0.1)]), trace_with())
    (judged,) = judge_pairing(pairing, ALL)
    assert (judged.standing, judged.both_ways) == (Standing.UNDECIDED, False)


@pytest.mark.parametrize(
    ("launch", "pulse", "kinds"),
    [
        (500, 100, []),
        (499.6, 100, []),
        (499, 100, [FindingKind.LAUNCH]),
        (0, 101, [FindingKind.LAUNCH, FindingKind.PULSE]),
    ],
)
def test_settings_are_judged_too(launch: float, pulse: int, kinds: list[FindingKind]) -> None:
    trace = trace_with(user_offset=time_of(launch), pulses=((pulse, spacing_of(2.0), 2_600),))
    assert [one.kind for one in settings_beyond(trace, ALL)] == kinds
    assert settings_beyond(trace, Limits()) == ()


def test_the_loss_of_the_whole_fibre_is_judged_by_the_limit_of_the_link() -> None:
    trace = trace_with([(1_000, 1.3)], connectors=[(0, 0.2, -60.0)])
    lost = Decimal("2.3")
    assert settings_beyond(trace, Limits(link_db=lost)) == ()
    (found,) = settings_beyond(trace, Limits(link_db=Decimal("2.2")))
    assert found == Finding(FindingKind.LINK, lost, Decimal("2.2"))
    endless = trace_with([(1_000, 1.3)], length_m=None, totals=None)
    assert settings_beyond(endless, Limits(link_db=Decimal(0))) == ()
