"""What is written in a `.sor` file is what is read, whatever its version (DOMAIN §3)."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.practicals.sor import (
    Caution,
    CautionKind,
    Checksum,
    Instrument,
    Kind,
    kind_of,
    read_sor,
)
from tests.support.sor_files import Group, SorFile, WrittenEvent, time_of, written

VERSIONS = st.sampled_from([1, 2])
SIGNED = st.integers(-(2**31) + 2, 2**31 - 1)
SHORT = st.integers(-32_766, 32_767)
TEXT = st.text(st.characters(min_codepoint=32, exclude_categories=["C", "Z"]), max_size=12)
CODES = st.sampled_from(
    [b"0F9999", b"1F9999", b"2F9999", b"1E9999", b"0S0001", b"1O9999", b"9Z9999"]
)
EVENTS = st.builds(
    WrittenEvent,
    number=st.integers(0, 65_535),
    time=SIGNED,
    slope=SHORT,
    loss=SHORT,
    reflectance=SIGNED,
    code=CODES,
    technique=st.sampled_from([b"LS", b"2P", b"OT"]),
    comment=TEXT,
)
GROUPS = st.lists(
    st.builds(
        Group,
        counts=st.lists(st.integers(0, 65_535), min_size=1, max_size=6),
        scale=st.integers(1, 65_535),
    ),
    min_size=1,
    max_size=3,
)
FILES = st.builds(
    SorFile,
    version=VERSIONS,
    fibre=TEXT,
    locations=st.tuples(TEXT, TEXT),
    user_offset=SIGNED,
    supplier=st.tuples(*[TEXT] * 7),
    date=st.integers(0, 2**32 - 1),
    wavelength=st.integers(2_000, 65_535),
    acquisition_offset=SIGNED,
    pulses=st.lists(
        st.tuples(st.integers(0, 65_535), st.integers(1, 2**32 - 1), st.integers(0, 9)),
        min_size=1,
        max_size=3,
    ),
    index=st.integers(100_000, 199_999),
    reach=st.integers(0, 2**32 - 1),
    events=st.lists(EVENTS, max_size=4),
    totals=st.none() | st.tuples(SIGNED, st.integers(0, 65_535)),
    groups=GROUPS,
)


def metres(time: int, file: SorFile) -> float:
    """Distance one way: light's speed in the fibre, for a time of 1e-10 s (DOMAIN §3.3, 2)."""
    return 0.0299792458 * time * 100_000 / file.index


@given(file=FILES)
def test_the_settings_written_are_read(file: SorFile) -> None:
    trace = read_sor(written(file))
    assert trace.format_version == file.version
    assert trace.instrument == Instrument(*map(str, file.supplier))
    assert (trace.location_a, trace.location_b, trace.fibre) == (*file.locations, file.fibre)
    assert trace.wavelength_nm == file.wavelength / 10
    assert trace.pulse_ns == file.pulses[0][0]
    assert trace.index_of_refraction == file.index / 100_000
    assert trace.taken_at == datetime.fromtimestamp(file.date, UTC).replace(tzinfo=None)
    assert trace.range_m == pytest.approx(metres(file.reach, file))
    assert trace.user_offset_m == pytest.approx(metres(file.user_offset, file))
    assert trace.acquisition_offset_m == pytest.approx(metres(file.acquisition_offset, file))
    assert trace.checksum is Checksum.VALID


@given(file=FILES)
def test_the_events_written_are_read(file: SorFile) -> None:
    trace = read_sor(written(file))
    assert len(trace.events) == len(file.events)
    for event, stored in zip(trace.events, file.events, strict=True):
        assert event.number == stored.number
        assert event.distance_m == pytest.approx(metres(stored.time, file))
        assert event.loss_db == stored.loss / 1000
        assert event.slope_db_per_km == stored.slope / 1000
        below = stored.reflectance < 0
        assert event.reflectance_db == (stored.reflectance / 1000 if below else None)
        assert event.code.encode() == stored.code
        assert (event.technique.encode(), event.comment) == (stored.technique, stored.comment)
    if file.totals is not None:
        loss, orl = file.totals
        assert trace.total_loss_db == (loss / 1000 if loss else None)
        assert trace.orl_db == (orl / 1000 if orl not in {0, 65_535} else None)


@given(file=FILES)
def test_the_points_written_are_read(file: SorFile) -> None:
    trace = read_sor(written(file))
    assert trace.points == sum(len(group.counts) for group in file.groups)
    levels = [level for _, level in trace.levels()]
    assert levels == pytest.approx(
        [-count * group.scale / 1e6 for group in file.groups for count in group.counts]
    )
    distances = [place for place, _ in trace.levels()]
    assert distances[0] == pytest.approx(trace.acquisition_offset_m - trace.user_offset_m)
    assert trace.first_m == distances[0]
    assert trace.last_m == pytest.approx(distances[-1])
    assert trace.resolution_m == pytest.approx(metres(file.pulses[0][1], file) / 10_000)


@given(offset=st.integers(-(10**6), 10**6), acquired=st.integers(-(10**6), 10**6))
def test_events_are_counted_from_the_user_offset_and_points_from_the_acquisition(
    offset: int, acquired: int
) -> None:
    """An event stands at the sample (event + user offset − acquisition offset) / spacing."""
    event = WrittenEvent(time=7_000)
    file = SorFile(user_offset=offset, acquisition_offset=acquired, events=[event])
    trace = read_sor(written(file))
    place = (trace.events[0].distance_m - trace.first_m) / trace.resolution_m
    assert place == pytest.approx((7_000 + offset - acquired) * 10_000 / file.pulses[0][1])


@pytest.mark.parametrize(
    ("code", "loss", "kind"),
    [
        ("0F9999", 0.1, Kind.NON_REFLECTIVE),
        ("0F9999", 0.0, Kind.NON_REFLECTIVE),
        ("0F9999", -0.1, Kind.GAIN),
        ("0F9999", None, Kind.NON_REFLECTIVE),
        ("0A9999", 0.1, Kind.NON_REFLECTIVE),
        ("0M9999", -0.1, Kind.GAIN),
        ("1F9999", 0.3, Kind.REFLECTIVE),
        ("1F9999", -0.3, Kind.REFLECTIVE),
        ("1S9999", 0.0, Kind.REFLECTIVE),
        ("1O9999", 0.0, Kind.REFLECTIVE),
        ("2F9999", 0.3, Kind.SATURATED),
        ("0E9999", -0.2, Kind.END),
        ("1E9999", 14.0, Kind.END),
        ("2E9999", 0.0, Kind.END),
        ("0D9999", 0.0, Kind.END),
        ("9E9999", 0.0, Kind.OTHER),
        ("", 0.0, Kind.OTHER),
        ("é", 0.0, Kind.OTHER),
    ],
)
def test_the_kind_of_an_event(code: str, loss: float | None, kind: Kind) -> None:
    assert kind_of(code, loss) is kind


def test_the_end_is_the_furthest_of_those_told() -> None:
    ends = [WrittenEvent(n, time_of(at), code=b"1E9999") for n, at in ((1, 900), (2, 1500))]
    trace = read_sor(written(SorFile(events=[*ends, WrittenEvent(3, time_of(2_000))])))
    assert trace.end is not None
    assert trace.end.number == 2
    assert read_sor(written(SorFile())).end is None


def test_several_pulses_follow_each_other() -> None:
    """The second group begins where the first one ends, with its own spacing."""
    file = SorFile(
        pulses=((10, 500_000, 2), (100, 1_000_000, 2)), groups=(Group((1, 2)), Group((3, 4), 2000))
    )
    trace = read_sor(written(file))
    step = trace.resolution_m
    assert [place for place, _ in trace.levels()] == pytest.approx([0, step, 2 * step, 4 * step])
    assert trace.cautions == (Caution(CautionKind.SEVERAL_PULSES),)


@given(content=st.binary(max_size=30).filter(lambda text: b"\0" not in text))
def test_any_text_is_read_and_nothing_steers_a_terminal(content: bytes) -> None:
    """UTF-8, Latin-1 or neither (DOMAIN §3.3, 11)."""
    trace = read_sor(written(SorFile(locations=(content, "é".encode("latin-1")))))
    assert trace.location_b == "é"
    assert trace.location_a.isprintable()
    try:
        expected = content.decode()
    except UnicodeDecodeError:
        expected = content.decode("latin-1")
    if expected.isprintable():
        assert trace.location_a == expected.strip()
