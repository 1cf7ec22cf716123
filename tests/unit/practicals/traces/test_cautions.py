"""What files leave out or get wrong is said and never taken for a measure (DOMAIN §3.3)."""

import pytest

from school.practicals.sor import CautionKind, Checksum, Trace, read_sor
from school.practicals.sor.cautions import MESSAGES, MOST_NUMBERS, Caution
from tests.support.sor_files import ORDER, Group, SorFile, WrittenEvent, written

SPLICE = WrittenEvent(4, reflectance=0, code=b"0F9999")


def kinds(trace: Trace) -> list[CautionKind]:
    return [caution.kind for caution in trace.cautions]


def read(**changes: object) -> Trace:
    return read_sor(written(SorFile().but(**changes)))


def test_a_whole_file_asks_for_no_caution() -> None:
    assert read(events=[WrittenEvent()]).cautions == ()


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        (SPLICE, CautionKind.REFLECTANCE_NOT_MEASURED),
        (WrittenEvent(4, reflectance=-2_147_483_647), CautionKind.REFLECTANCE_NOT_MEASURED),
        (WrittenEvent(4, reflectance=-2_147_483_648), CautionKind.REFLECTANCE_NOT_MEASURED),
        (WrittenEvent(4, reflectance=14_000), CautionKind.REFLECTANCE_POSITIVE),
        (WrittenEvent(4, loss=-32_768), CautionKind.LOSS_NOT_MEASURED),
        (WrittenEvent(4, slope=-32_767), CautionKind.SLOPE_NOT_MEASURED),
        (WrittenEvent(4, code=b"XY9999"), CautionKind.UNKNOWN_CODE),
        (WrittenEvent(4, time=-90_000), CautionKind.OUTSIDE_TRACE),
        (WrittenEvent(4, time=90_000), CautionKind.OUTSIDE_TRACE),
    ],
)
def test_what_an_event_lacks_is_named_with_its_number(
    event: WrittenEvent, kind: CautionKind
) -> None:
    trace = read(events=[WrittenEvent(1), event])
    assert trace.cautions == (Caution(kind, events=(4,)),)
    values = (trace.events[1].loss_db, trace.events[1].slope_db_per_km)
    assert (None in values) == (
        kind in {CautionKind.LOSS_NOT_MEASURED, CautionKind.SLOPE_NOT_MEASURED}
    )
    if "reflectance" in kind:
        assert trace.events[1].reflectance_db is None


@pytest.mark.parametrize(
    ("totals", "loss", "orl", "kind"),
    [
        ((0, 35_000), None, 35.0, CautionKind.TOTAL_LOSS_NOT_MEASURED),
        ((-2_147_483_647, 35_000), None, 35.0, CautionKind.TOTAL_LOSS_NOT_MEASURED),
        ((6_000, 35_000), 6.0, 35.0, CautionKind.TOTAL_LOSS_WHOLE),
        ((-1, 0), -0.001, None, CautionKind.ORL_NOT_MEASURED),
        ((1, 65_535), 0.001, None, CautionKind.ORL_NOT_MEASURED),
        (None, None, None, CautionKind.NO_TOTALS),
    ],
)
def test_totals_that_were_not_measured_are_none(
    totals: tuple[int, int] | None, loss: float | None, orl: float | None, kind: CautionKind
) -> None:
    trace = read(totals=totals)
    assert (trace.total_loss_db, trace.orl_db) == (loss, orl)
    assert kinds(trace) == [kind]


@pytest.mark.parametrize(
    ("tenths", "nominal", "found", "kind"),
    [
        (15_500, 1_550, 1550.0, []),
        (13_084, 1_310, 1308.4, []),
        (1_550, 1_550, 1550.0, [CautionKind.WAVELENGTH_TENTH]),
        (15_500, 1_310, 1550.0, [CautionKind.WAVELENGTHS_DISAGREE]),
        (15_500, 0, 1550.0, []),
        (0, 1_310, 1310.0, []),
        (0, 0, None, [CautionKind.WAVELENGTH_UNKNOWN]),
    ],
)
def test_wavelengths(
    tenths: int, nominal: int, found: float | None, kind: list[CautionKind]
) -> None:
    trace = read(wavelength=tenths, nominal=nominal)
    assert trace.wavelength_nm == found
    assert kinds(trace) == kind


@pytest.mark.parametrize(
    ("checksum", "state"),
    [
        ("standard", Checksum.VALID),
        ("zero_start", Checksum.VALID),
        (0, Checksum.ABSENT),
        (1, Checksum.UNKNOWN),
    ],
)
@pytest.mark.parametrize("version", [1, 2])
def test_states_of_the_checksum(version: int, checksum: int | str, state: Checksum) -> None:
    assert read(version=version, checksum=checksum).checksum is state
    followed = read(version=version, checksum=checksum, trailing=b"more")
    assert followed.checksum is state
    assert kinds(followed) == [CautionKind.TRAILING_BYTES]


def test_a_checksum_that_is_not_there_is_absent() -> None:
    order, others = (*ORDER, "Own"), {"Cksum": b"", "Own": b""}
    assert read(order=order, others=others).checksum is Checksum.ABSENT


def test_a_checksum_that_is_misplaced_proves_nothing() -> None:
    whole = written(SorFile())
    place = whole.rindex(b"Cksum")
    assert read_sor(whole[:place] + b"X" + whole[place + 1 :]).checksum is Checksum.UNKNOWN


@pytest.mark.parametrize("language", [b"FR", b"", b"\0FR", b"\0", b"\0\xb8", b"\xff\xfe"])
@pytest.mark.parametrize("version", [1, 2])
def test_a_language_that_is_missing_or_odd(version: int, language: bytes) -> None:
    trace = read(version=version, language=language, user_offset=4_897)
    assert (trace.location_a, trace.location_b, trace.fibre) == ("NRO", "PBO", "12")
    assert trace.user_offset_m == pytest.approx(100, abs=0.02)
    assert trace.cautions == ()


@pytest.mark.parametrize("version", [1, 2])
def test_a_short_block_without_language_is_read_to_its_end(version: int) -> None:
    """The usual place of the values would lie beyond the end of the block."""
    fields = [b"\0\0", b"\x8c\x02" * (version == 2), (1_550).to_bytes(2, "little"), b"\0\0\0BC"]
    others = {"GenParams": b"".join([*fields, (4_897).to_bytes(4, "little")])}
    trace = read(version=version, others=others, wavelength=0)
    assert trace.wavelength_nm == 1_550
    assert trace.user_offset_m == pytest.approx(100, abs=0.02)


@pytest.mark.parametrize("version", [1, 2])
def test_blocks_that_are_missing_or_empty(version: int) -> None:
    bare = read(version=version, order=("FxdParams", "DataPts"))
    assert bare.checksum is Checksum.ABSENT
    assert (bare.events, bare.total_loss_db, bare.user_offset_m) == ((), None, 0)
    assert kinds(bare) == [
        CautionKind.NO_INSTRUMENT,
        CautionKind.NO_GENERAL_BLOCK,
        CautionKind.NO_EVENT_BLOCK,
    ]
    others = {"LnkParams": b"", "MakersOwn ": b"\xff" * 40}
    order = ("DataPts", "LnkParams", "KeyEvents", "MakersOwn ", *ORDER[:3], "Cksum")
    assert read(version=version, order=order, others=others).cautions == ()


def test_an_empty_entry_of_the_map_is_passed_over() -> None:
    """Viavi and Anritsu announce LnkParams with no byte at all, not even its name."""
    whole = written(SorFile(order=("LnkParams", *ORDER), others={"LnkParams": b""}))
    entry = b"LnkParams\0" + (200).to_bytes(2, "little")
    named = entry + (10).to_bytes(4, "little")
    assert named in whole
    shorter = whole.replace(named, entry + bytes(4)).replace(b"LnkParams\0Gen", b"Gen")
    assert read_sor(shorter).instrument.supplier == "Maker"


def test_the_first_of_two_blocks_counts() -> None:
    first = written(SorFile(order=("FxdParams", "GenParams", "DataPts")))
    assert first.count(b"DataPts") == 2
    doubled = first.replace(b"GenParams", b"FxdParams")
    assert read_sor(doubled).pulse_ns == 30


@pytest.mark.parametrize(
    "changes", [{"lies": {"points": 9}}, {"pulses": ((30, 500_000, 9),)}], ids=["data", "fixed"]
)
def test_points_that_were_announced_otherwise(changes: dict[str, object]) -> None:
    trace = read(**changes)
    assert trace.points == 8
    assert [one.values["first"] for one in trace.cautions] == ["9"]
    assert kinds(trace) == [CautionKind.POINTS_DISAGREE]


def test_a_group_without_points_is_left_out() -> None:
    trace = read(groups=(Group(()), Group((1, 2))))
    assert trace.points == 2
    assert len(trace.samples) == 1


def test_many_events_are_named_by_the_first_ones() -> None:
    events = [WrittenEvent(number, reflectance=0) for number in range(1, 40)]
    listed = read(events=events).cautions[0].values["events"]
    assert listed.startswith("1, 2, 3")
    assert listed.endswith("…")
    assert listed.count(",") == MOST_NUMBERS - 1


@pytest.mark.parametrize("kind", list(CautionKind))
def test_each_caution_has_a_sentence_that_takes_its_values(kind: CautionKind) -> None:
    caution = Caution(kind, (1, 2), "8", "9")
    said = caution.message % caution.values
    assert said.endswith(".")
    assert "%" not in said
    assert set(MESSAGES) == set(CautionKind)
