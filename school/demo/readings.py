"""Traces that apprentices of the demo read, their keys, and readings corrected by them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from random import Random

from school.curriculum.pack.reading import Pack
from school.curriculum.rules import Threshold
from school.demo.draft import Draft, Row
from school.demo.sheets import signing_of
from school.demo.sor_files import written
from school.demo.story import SCHOOLS
from school.demo.traces import LENGTH_M, fibre_file
from school.demo.training import thresholds
from school.practicals.models import Assessment
from school.practicals.parts import part_reference
from school.practicals.readings.kept_rules import correction_as_plain, events_as_plain
from school.practicals.readings.models import (
    ReadingKey,
    ReadingKeyPart,
    ReadingKeyVersion,
    SheetReading,
)
from school.practicals.readings.rules import (
    END_RIGHT,
    KINDS_RIGHT,
    given_by_reading,
    measures_of,
    proposed,
    readings_of,
    tolerance_of,
)
from school.practicals.sheet_models import PracticalSheet
from school.practicals.sheet_rules import Content
from school.practicals.sor import Kind
from school.practicals.trace_operations import facts_of
from school.practicals.trace_rules import SentTrace, read_trace
from school.practicals.traces.answer_key import Correction, Reading, correct

STATED_DAYS_AGO = 500
"""Keys are older than the sheets that were corrected by them."""

LAST_READ = 14
"""So many of the last readings were signed, before all else was."""

LINKS = (
    ("Liaison A-B, 1550 nm", ((410.0, 0.06), (1_030.0, 0.21), (1_720.0, -0.09), (2_480.0, 0.04))),
    ("Liaison C-D, 1550 nm", ((650.0, 0.12), (1_900.0, 0.05))),
)
AMONG = 260.0
"""Metres after an event at which somebody sees another that is none."""


def keep_readings(draft: Draft, random: Random, pack: Pack, today: date) -> None:
    """Give the schools two keys each, and correct by the first one what was read at their tasks."""
    tasks = {task.code: thresholds(task) for task in pack.tasks}
    firsts = {}
    for school in SCHOOLS:
        moment = datetime.combine(today - timedelta(days=STATED_DAYS_AGO), time(9), UTC)
        keys = list(_keys(draft, random, school.reference, moment))
        firsts[school.reference] = keys[0]
    for sheet in _signed(draft, random, pack, today):
        limits = tasks[sheet["task"]]
        version, key = firsts[sheet["cohort"].partition("-")[0]]
        done = _read(sheet, key, limits)
        if done is not None:
            content = correction_as_plain(done)
            draft.add(SheetReading, sheet=sheet["reference"], version=version, content=content)


def _signed(draft: Draft, random: Random, pack: Pack, today: date) -> list[Row]:
    """Sign the last attempts at the tasks that read traces, and give their sheets."""
    reads = {task.code for task in pack.tasks if tolerance_of(thresholds(task)) is not None}
    rows = [row for row in draft.rows[Assessment] if row["task"] in reads]
    rows.sort(key=lambda row: (row["assessed_on"], row["reference"], row["recorded_on"]))
    known = Counter(row["reference"] for row in rows)
    attempts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        attempts[row["trainee"], row["task"]].append(row["reference"])
    signing = signing_of(draft, random, pack, today)
    said = signing.measures
    signed = {one["assessment_reference"] for one in draft.rows[PracticalSheet]}
    free = [
        row
        for row in rows
        if known[row["reference"]] == 1 and row["reference"] in said.keys() - signed
    ]
    return [
        signing.sign(
            row,
            1,
            attempts[row["trainee"], row["task"]].index(row["reference"]) + 1,
            said=said[row["reference"]],
        )
        for row in free[-LAST_READ:]
    ]


def _keys(
    draft: Draft, random: Random, school: str, moment: datetime
) -> Iterator[tuple[str, tuple[Reading, ...]]]:
    for place, (title, splices) in enumerate(LINKS, 1):
        taken = int((moment - timedelta(hours=place)).timestamp())
        file = fibre_file(random, list(splices), taken, str(place), ("A", "B"))
        sent = read_trace(BytesIO(written(file)), f"liaison-{place}.sor")
        yield _key(draft, f"CL-{school}-{place}", school, title, sent, moment)


def _key(
    draft: Draft, reference: str, school: str, title: str, sent: SentTrace, moment: datetime
) -> tuple[str, tuple[Reading, ...]]:
    """Add a key in use, in its first version; give the version and what it holds."""
    events = readings_of(proposed(sent.trace.events))
    draft.add(
        ReadingKey,
        reference=reference,
        school=school,
        title=title,
        in_use=True,
        **facts_of(sent),
        version=1,
    )
    for place, part in enumerate(sent.parts):
        draft.add(ReadingKeyPart, key=reference, reference=part_reference(place), content=part)
    draft.add(
        ReadingKeyVersion,
        reference=f"{reference}-1",
        key=reference,
        number=1,
        events=events_as_plain(events),
        stated_by="Rodrigue Dossou",
        stated_at=moment.replace(tzinfo=None),
    )
    return f"{reference}-1", events


def _read(sheet: Row, key: Sequence[Reading], limits: Sequence[Threshold]) -> Correction | None:
    """Give what was read so that its measures are those of the sheet; nothing when none can be."""
    tolerance = tolerance_of(limits)
    if tolerance is None:
        return None
    said = {one.name: one.value for one in Content.from_plain(sheet["content"]).measures}
    codes = given_by_reading(limits)
    wanted = {code: said[code] for code in codes if code in said}
    done = correct(_answers(key, wanted), key, tolerance)
    return done if measures_of(done, limits) == wanted else None


def _answers(key: Sequence[Reading], wanted: dict[str, Decimal]) -> list[Reading]:
    """Read the events of a key as wrongly as the measures tell."""
    missed, false = (int(wanted.get(code, 0)) for code in ("missed_events", "false_events"))
    first, *among, end = key
    kept = among[missed:]
    answers = [first, *kept, end]
    if wanted.get(END_RIGHT) == 0:
        answers[-1] = Reading(end.distance_m, Kind.OTHER)
    elif wanted.get(KINDS_RIGHT) == 0:
        answers[0] = Reading(first.distance_m, Kind.OTHER, first.loss_db)
    if kept and kept[-1].loss_db is not None:
        moved = Decimal(str(kept[-1].distance_m)) + wanted.get("position_error", Decimal(0))
        loss = kept[-1].loss_db + wanted.get("loss_error", Decimal(0))
        answers[-2] = Reading(float(moved), kept[-1].kind, loss)
    extra = [
        Reading(LENGTH_M - AMONG - 60 * place, Kind.NON_REFLECTIVE, Decimal("0.05"))
        for place in range(false)
    ]
    return [*answers, *extra]
