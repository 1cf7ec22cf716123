"""Another reader, written by others, finds the same values in the files that it can read.

It knows version 2 alone, one trace a file, and takes the time of an event as unsigned.
"""

from datetime import UTC
from io import BytesIO

import otdrparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.practicals.sor import read_sor
from tests.support.sor_files import Group, SorFile, WrittenEvent, written

SHORT = st.integers(-32_766, 32_767)
TEXT = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=12)
EVENTS = st.builds(
    WrittenEvent,
    number=st.integers(1, 99),
    time=st.integers(0, 2**31 - 1),
    slope=SHORT,
    loss=SHORT,
    reflectance=st.integers(-(2**31) + 2, -1),
    code=st.sampled_from([b"0F9999", b"1F9999", b"2E9999"]),
    comment=TEXT,
)
COUNTS = st.lists(st.integers(0, 65_535), min_size=1, max_size=20)


@st.composite
def files(draw: st.DrawFn) -> SorFile:
    counts = draw(COUNTS)
    return SorFile(
        fibre=draw(TEXT),
        supplier=draw(st.tuples(*[TEXT] * 7)),
        date=draw(st.integers(0, 2**32 - 1)),
        wavelength=draw(st.integers(2_000, 65_535)),
        pulses=((draw(st.integers(1, 20_000)), draw(st.integers(1, 2**31)), len(counts)),),
        index=draw(st.integers(100_000, 199_999)),
        events=draw(st.lists(EVENTS, max_size=5)),
        totals=draw(st.tuples(st.integers(1, 2**31 - 1), st.integers(1, 65_534))),
        groups=(Group(counts, draw(st.integers(1, 65_535))),),
    )


@given(file=files())
@settings(deadline=None)
def test_both_readers_find_the_same(file: SorFile) -> None:
    content = written(file)
    trace, other = read_sor(content), otdrparser.parse2(BytesIO(content))
    supplier, fixed, table = other["SupParams"], other["FxdParams"], other["KeyEvents"]
    assert trace.instrument.model == supplier["otdr_name"]
    assert trace.instrument.serial == supplier["otdr_serial_number"]
    assert trace.instrument.module_serial == supplier["module_serial_number"]
    assert trace.fibre == other["GenParams"]["fiber_id"]
    assert trace.wavelength_nm == pytest.approx(fixed["wavelength"])
    assert trace.pulse_ns == fixed["pulse_width"]
    assert trace.index_of_refraction == pytest.approx(fixed["index_of_refraction"])
    assert trace.taken_at.replace(tzinfo=UTC).timestamp() == fixed["date_time"]
    assert trace.total_loss_db == pytest.approx(table["total_loss"])
    assert trace.orl_db == pytest.approx(table["optical_return_loss"])
    assert [
        value
        for event in trace.events
        for value in (event.distance_m, event.slope_db_per_km, event.loss_db, event.reflectance_db)
    ] == pytest.approx(
        [
            event[name]
            for event in table["events"]
            for name in ("distance_of_travel", "slope", "splice_loss", "reflection_loss")
        ]
    )
    points = other["DataPts"]["data_points"]
    assert [value for point in trace.levels() for value in point] == pytest.approx(
        [value for point in points for value in point]
    )
