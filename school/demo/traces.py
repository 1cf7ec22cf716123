"""Traces kept with splices of the demo: both ways of a fibre, and one file handed in twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from random import Random

from school.cohorts.models import Cohort, Trainee
from school.demo.draft import Draft, Row
from school.demo.sor_files import Group, SorFile, WrittenEvent, spacing_of, time_of, written
from school.demo.story import APPRENTICE
from school.practicals.parts import part_reference
from school.practicals.sheet_models import PracticalSheet
from school.practicals.trace_models import SheetTrace, TracePart
from school.practicals.trace_operations import facts_of
from school.practicals.trace_rules import likenesses, read_trace
from school.practicals.traces.dates import date_doubt
from school.practicals.traces.reuse import Fingerprint

SPLICING = "PA-05"
TRACED = 4
"""So many of the last attempts have traces; the one after them has that of somebody else."""

LAUNCH_M, SPACING_M, LENGTH_M, STEP_M = 500, 240, 3_150, 2
POINTS = 2_400
SLOPE, CONNECTOR_DB, END_DB = 0.2, 0.25, 22.0
FLOOR = (36_000, 58_000)
"""Levels of the noise behind the end of the fibre, in thousandths of a dB."""

BACK = 12_000
"""How far the light of a connector rises above the fibre, in thousandths of a dB."""

LEANINGS = (*[0.0] * 7, 0.02, 0.09, -0.11)
"""What ends A and B see unlike at a splice, in dB: most fibres are alike, a few are not."""

ORL = 31_500
INSTRUMENT = ("Atelier", "R-200", "R-200-114", "SM-1550", "M-0412", "3.2", "")

Places = list[tuple[float, float]]
"""Metres from an end, and the dB that are lost there."""


@dataclass(frozen=True)
class Fibre:
    """A fibre of splices: what each loses in dB, and how much more of it end A sees than B."""

    losses: Sequence[float]
    leanings: Sequence[float]

    def seen_from_a(self) -> Places:
        """Give where end A sees each splice, and what it seems to lose."""
        return [
            (SPACING_M * place + 10.0, loss + leaning)
            for place, (loss, leaning) in enumerate(zip(self.losses, self.leanings, strict=True), 1)
        ]

    def seen_from_b(self) -> Places:
        """Give the same from end B: fibres that differ lean the other way."""
        turned = Fibre(self.losses, [-leaning for leaning in self.leanings])
        return [(LENGTH_M - place, loss) for place, loss in reversed(turned.seen_from_a())]


def keep_traces(draft: Draft, random: Random) -> None:
    """Keep both ways of a fibre with the last attempts at splicing, and with those of the guide.

    One person brings the file of the attempt before, with a date of the own attempt's day.
    """
    known: list[tuple[str, Fingerprint]] = []
    begins = {one["reference"]: one["starts_on"] for one in draft.rows[Cohort]}
    sheets = _sheets(draft)
    files: list[SorFile] = []
    for number, sheet in enumerate(sheets[:-1]):
        fibre = _fibre_of(random, sheet)
        moment = _moment(sheet, number)
        files = [
            fibre_file(random, fibre.seen_from_a(), moment, str(number + 1), ("A", "B")),
            fibre_file(random, fibre.seen_from_b(), moment + 300, str(number + 1), ("B", "A")),
        ]
        for position, file in enumerate(files):
            _keep(draft, sheet, position, file, known, begins[sheet["cohort"]])
    for copying in sheets[-1:] if files else ():
        copied = files[0].but(date=_moment(copying, len(sheets)))
        _keep(draft, copying, 0, copied, known, begins[copying["cohort"]])


def _sheets(draft: Draft) -> list[Row]:
    """Give the sheets that have traces, the one with a copy last."""
    guide = {
        one["reference"]
        for one in draft.rows[Trainee]
        if (one["given_names"], one["family_name"]) == APPRENTICE
    }
    whole = [
        one
        for one in draft.rows[PracticalSheet]
        if one["task"] == SPLICING and one["number"] == 1 and one["stop_reason"] is None
    ]
    guided = [one for one in whole if one["trainee"] in guide]
    others = [one for one in whole if one["trainee"] not in guide]
    return [*guided, *others[-TRACED - 1 :]]


def _fibre_of(random: Random, sheet: Row) -> Fibre:
    """Give splices that lose about what the splicer had told of each; a few lean to one side."""
    told = [float(value) for name, value, _ in sheet["content"]["measures"] if "estimate" in name]
    return Fibre(
        [round(max(0.005, one + random.uniform(-0.01, 0.01)), 3) for one in told],
        [random.choice(LEANINGS) for _ in told],
    )


def _moment(sheet: Row, number: int) -> int:
    """Give the second of a first trace: the instrument goes round, ten minutes for each person."""
    taken = datetime.combine(sheet["assessed_on"], time(14, 10), UTC)
    return int(taken.timestamp()) + 600 * number


def fibre_file(
    random: Random, splices: Places, moment: int, fibre: str, ends: tuple[str, str]
) -> SorFile:
    """Write what the instrument sees of splices from one end."""
    lost = CONNECTOR_DB + sum(loss for _, loss in splices) + SLOPE * LENGTH_M / 1_000
    return SorFile(
        fibre=fibre,
        locations=ends,
        user_offset=time_of(LAUNCH_M),
        supplier=INSTRUMENT,
        date=moment,
        pulses=((30, spacing_of(STEP_M), POINTS),),
        reach=time_of(POINTS * STEP_M),
        events=tuple(_events(splices)),
        totals=(round(lost * 1_000), ORL),
        groups=(Group(list(_levels(random, splices))),),
    )


def _events(splices: Places) -> Iterator[WrittenEvent]:
    slope = round(SLOPE * 1000)
    yield WrittenEvent(1, time_of(0), 0, round(CONNECTOR_DB * 1000), -57_000, b"1F9999")
    for number, (place, loss) in enumerate(splices, 2):
        yield WrittenEvent(number, time_of(place), slope, round(loss * 1000), 0, b"0F9999")
    last = len(splices) + 2
    yield WrittenEvent(last, time_of(LENGTH_M), slope, round(END_DB * 1000), -14_500, b"1E9999")


def _levels(random: Random, splices: Places) -> Iterator[int]:
    steps = [(0.0, CONNECTOR_DB), *splices]
    end, fallen, following = LAUNCH_M + LENGTH_M, 0.0, 0
    for place in range(POINTS):
        metres = place * STEP_M
        if metres > end + 3 * STEP_M:
            yield random.randint(*FLOOR)
            continue
        while following < len(steps) and steps[following][0] + LAUNCH_M <= metres:
            fallen += steps[following][1]
            following += 1
        level = 10_000 + 1_000 * (fallen + SLOPE * metres / 1_000) + random.gauss(0, 8)
        reflects = LAUNCH_M <= metres < LAUNCH_M + 3 * STEP_M or metres >= end
        yield max(1, round(level - (BACK if metres >= end else BACK / 2) * reflects))


def _keep(
    draft: Draft,
    sheet: Row,
    position: int,
    file: SorFile,
    known: list[tuple[str, Fingerprint]],
    began_on: date,
) -> None:
    """Keep a file as a sheet that is signed does, with what is doubtful about it."""
    ends = "-".join(str(end) for end in file.locations)
    sent = read_trace(BytesIO(written(file)), f"fibre-{file.fibre!s}-{ends}.sor")
    reference = f"TR-{len(draft.rows[SheetTrace]) + 1:05d}"
    draft.add(
        SheetTrace,
        reference=reference,
        sheet=sheet["reference"],
        position=position,
        **facts_of(sent),
        doubt=date_doubt(
            sent.trace.taken_at,
            now=sheet["signed_at"],
            assessed_on=sheet["assessed_on"],
            began_on=began_on,
        ),
        likeness=[one.as_plain() for one in likenesses(sent, known)],
    )
    for place, part in enumerate(sent.parts):
        draft.add(TracePart, trace=reference, reference=part_reference(place), content=part)
    known.append((reference, sent.fingerprint))
