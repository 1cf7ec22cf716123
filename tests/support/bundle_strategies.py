"""Random bundles, written as an export writes them: every table, every kind of cell."""

from base64 import b64encode
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from school.certification.credential import Place, credential_of
from school.core.calendar import monday_of
from school.core.questions import Answer
from school.core.text import fold
from school.exchange.bundle import SPECS
from school.exchange.cells import csv_line, text_cells
from school.exchange.file_parts import Bytes
from school.exchange.kinds import (
    Choice,
    Code,
    Country,
    Currency,
    Day,
    Email,
    Kind,
    Month,
    Number,
    Reference,
    Text,
    TimeZone,
    Whole,
    YesNo,
)
from school.exchange.moments import Moment
from school.exchange.specs import RECORDED_ON, Column, TableSpec
from school.exchange.specs_agreements import CodeList, DutyList
from school.exchange.specs_certification import CertificateContent, Credential
from school.exchange.specs_ends import AnswerList, QuestionList
from school.exchange.specs_messages import ReaderAddress
from school.exchange.specs_practicals import SheetContent
from school.exchange.specs_quizzes import AnswerText, DrawText
from school.exchange.specs_readings import CorrectionContent, KeyEvents
from school.exchange.specs_traces import Levels, Likenesses
from school.learning.answers import Chosen
from school.learning.drawing import Drawn
from school.learning.quizzes.codec import write_answer, write_draw
from school.placements.agreements.duty_rules import Duty
from school.placements.agreements.rules import OPEN_STATES
from school.placements.evaluations.rules import DEFAULT_QUESTIONS
from school.practicals.equipment_rules import Calibration, EquipmentKind
from school.practicals.readings.kept_rules import correction_as_plain, events_as_plain
from school.practicals.sheet_rules import Content, Gate, Measured, Used
from school.practicals.sor import Kind as EventKind
from school.practicals.trace_rules import Likeness
from school.practicals.traces.answer_key import Reading, Tolerance, correct
from school.practicals.traces.reuse import Suspicion
from tests.factories.certification import fixed_key, make_content
from tests.support.shipped import shipped_pack

MOST_ROWS = 4
ALWAYS_WRITTEN = {RECORDED_ON, "curriculum_version"}
"""Columns that mean something when empty: today, and the newest version of the cohort's path."""

SHIPPED = shipped_pack()

KNOWN_CODES = {
    "paths": ["planning", "deployment", "maintenance"],
    "modules": ["D1", "F0"],
    "practical_tasks": ["PA-05", "PA-07"],
    "curriculum_versions": [f"{SHIPPED.code} {SHIPPED.version}"],
}
"""Codes that every database of the tests knows."""

NO_LETTERS = "".join(map(chr, range(0xFDD0, 0xFDF0))) + "\ufffe\uffff"

ONE_LINE = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=NO_LETTERS)

MANY_LETTERS = st.one_of(ONE_LINE, st.sampled_from("\t\r\n\"',;"))
"""Every character that a record keeps, and often those that CSV quotes."""

Row = dict[str, Any]


def words(letters: st.SearchStrategy[str], limit: int) -> st.SearchStrategy[str]:
    """Texts without outer spaces, some of which a spreadsheet would run."""
    starts = st.sampled_from(["", "", "=", "+", "-", "@", "'", "\t", "_x000D_"])
    bodies = st.text(letters, min_size=1, max_size=limit)
    joined = st.tuples(starts, bodies).map(lambda parts: "".join(parts).strip(" "))
    return joined.filter(bool)


PLACE = Place("https://x.test/1", "https://x.test", "https://x.test/l", 1)

GATES = st.builds(Gate, words(ONE_LINE, 6), words(ONE_LINE, 12), words(ONE_LINE, 12),
                  st.none() | st.booleans())  # fmt: skip
MEASURED = st.builds(
    Measured, words(ONE_LINE, 6), st.decimals(-999, 999, places=3), words(ONE_LINE, 3)
)
USED = st.builds(
    Used,
    st.sampled_from(EquipmentKind),
    words(ONE_LINE, 8),
    st.none() | words(ONE_LINE, 8),
    st.none() | st.dates(),
    st.none() | st.dates(),
    st.sampled_from(Calibration),
)
CONTENTS = st.builds(
    Content,
    *(st.lists(each, max_size=2).map(tuple) for each in (GATES, MEASURED, USED)),
)


def base64(content: bytes) -> str:
    return b64encode(content).decode("ascii")


LIKENESSES = st.builds(
    Likeness,
    words(ONE_LINE, 6),
    st.lists(st.sampled_from(Suspicion), min_size=1, max_size=2).map(tuple),
).map(Likeness.as_plain)

DUTIES = st.builds(
    Duty, words(ONE_LINE, 12), st.lists(words(ONE_LINE, 6), max_size=2).map(tuple)
).map(Duty.as_plain)

READINGS = st.lists(
    st.builds(
        Reading,
        st.integers(0, 90_000).map(lambda at: at / 10),
        st.sampled_from(EventKind),
        st.none() | st.decimals(-5, 5, places=3),
    ),
    max_size=3,
).map(tuple)

KINDS: dict[type[Kind], Callable[[Any], st.SearchStrategy[Any]]] = {
    Text: lambda kind: words(MANY_LETTERS, 12),
    Code: lambda kind: words(ONE_LINE, 6).filter(lambda code: not code.startswith("\t")),
    ReaderAddress: lambda kind: (
        st.integers(0, 99).map("lecteur{}@example.org".format)
        | st.integers(10, 99).map("+22901970000{}".format)
    ),
    Email: lambda kind: st.integers(0, 99).map("personne{}@école.test".format),
    Day: lambda kind: st.dates(date(1900, 1, 1), date(2200, 12, 31)),
    Number: lambda kind: st.decimals(
        max(kind.minimum or Decimal(0), kind.above or Decimal(0)) + Decimal("0.000001"),
        kind.maximum or Decimal("999999999999.999999"),
        places=6,
    ),
    Whole: lambda kind: st.integers(kind.minimum, min(kind.maximum, kind.minimum + 999)),
    YesNo: lambda kind: st.booleans(),
    CertificateContent: lambda kind: st.builds(
        lambda name: make_content(holder=name).as_plain(), words(ONE_LINE, 12)
    ),
    Credential: lambda kind: st.just(credential_of(make_content(), PLACE, fixed_key())),
    Choice: lambda kind: st.sampled_from(list(kind.enumeration)),
    Month: lambda kind: st.dates(date(1900, 1, 1), date(2200, 12, 31)).map("{:%Y-%m}".format),
    Country: lambda kind: st.sampled_from(["BJ", "FR", "TG"]),
    Currency: lambda kind: st.sampled_from(["XOF", "EUR"]),
    Moment: lambda kind: st.builds(
        datetime.combine, st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.just(time(10, 15, 7))
    ),
    AnswerText: lambda kind: st.builds(
        write_answer, st.builds(Chosen, st.frozensets(st.integers(0, 9)))
    ),
    DrawText: lambda kind: st.lists(st.integers(0, 9)).map(
        lambda order: write_draw(Drawn("", {}, tuple(order)))
    ),
    Bytes: lambda kind: st.binary(min_size=1, max_size=40),
    Levels: lambda kind: st.integers(1, 20).flatmap(
        lambda size: st.binary(min_size=2 * size, max_size=2 * size).map(base64)
    ),
    Likenesses: lambda kind: st.lists(LIKENESSES, max_size=2),
    KeyEvents: lambda kind: READINGS.map(events_as_plain),
    CorrectionContent: lambda kind: st.tuples(READINGS, READINGS).map(
        lambda pair: correction_as_plain(correct(*pair, Tolerance(2.0, Decimal("0.05"))))
    ),
    DutyList: lambda kind: st.lists(DUTIES, max_size=2),
    CodeList: lambda kind: st.lists(words(ONE_LINE, 6), max_size=2),
    QuestionList: lambda kind: st.just([one.as_plain() for one in DEFAULT_QUESTIONS[:2]]),
    AnswerList: lambda kind: words(ONE_LINE, 12).map(
        lambda said: [Answer(DEFAULT_QUESTIONS[-1], words=said).as_plain()]
    ),
    SheetContent: lambda kind: CONTENTS.map(Content.as_plain),
    TimeZone: lambda kind: st.sampled_from(["Africa/Porto-Novo", "Europe/Paris"]),
}


@st.composite
def bundles(draw: st.DrawFn) -> dict[str, str]:
    """Draw a bundle that can be imported, as the CSV texts that its export must give."""
    codes: dict[str, list[str]] = dict(KNOWN_CODES)
    texts = {}
    starts: dict[str, Any] = {}
    for spec in SPECS:
        rows = [draw_row(draw, spec, codes) for _ in range(draw(st.integers(0, MOST_ROWS)))]
        kept = {key_of(spec, row): row for row in rows if row is not None}
        kept = without_rivals(spec.name, kept)
        if spec.name == "contracts":
            starts = {row["contract"]: row["starts_on"] for row in kept.values()}
        if spec.name == "commitments":
            kept = {key: row for key, row in kept.items() if not is_early(row, starts)}
        codes[spec.name] = sorted({row[spec.key[0]] for row in kept.values()})
        cells = text_cells(spec)
        lines = [[column.name for column in spec.columns]]
        lines += [cells(list(kept[key].values())) for key in sorted(kept)]
        texts[spec.name] = "".join(csv_line(line) for line in lines)
    return texts


RIVALS: dict[str, Callable[[Row], list[Any]]] = {
    "certificates": lambda row: [(row["status_list"], row["status_index"])],
    "agreement_versions": lambda row: [
        (row["placement"], row["number"]),
        *([row["placement"]] if row["status"] in OPEN_STATES else []),
    ],
    "agreement_scans": lambda row: [(row["agreement"], row["party"])],
    "placement_proposals": lambda row: [
        (row["post"], row["trainee"], row["number"]),
        *([row["placement"]] if row["placement"] else []),
    ],
    "proposal_steps": lambda row: [(row["proposal"], row["number"])],
    "post_duties": lambda row: [(row["post"], row["position"])],
    "evaluation_questions": lambda row: [(row["school"], row["number"])],
    "placement_ends": lambda row: [(row["placement"], row["number"])],
    "consultation_items": lambda row: [(row["consultation"], row["position"])],
    "consultation_answers": lambda row: [
        (row["consultation"], row["enterprise"], row["number"]),
    ],
    "consultation_decisions": lambda row: [(row["item"], row["number"])],
    "survey_questions": lambda row: [row["number"]],
    "practice_uses": lambda row: [(row["practice"], row["contract"])],
    "clause_scenarios": lambda row: [(row["contract"], row["name"])],
    "faith_entries": lambda row: [(row["contract"], row["number"])],
    "integration_hours": lambda row: [row["worked_on"]],
    "clause_reports": lambda row: [(row["contract"], row["period_ends_on"])],
    "clause_hearings": lambda row: [] if row["decided_on"] else [row["contract"]],
    "clause_action_hours": lambda row: [(row["action"], row["number"])],
    "quiz_attempts": lambda row: [(row["trainee"], row["purpose"], row["quiz"], row["number"])],
    "equipment": lambda row: [(row["school"], row["serial"])],
    "practical_sheets": lambda row: [(row["assessment"], row["number"])],
    "sheet_photos": lambda row: [(row["sheet"], row["position"])],
    "sheet_traces": lambda row: [(row["sheet"], row["position"])],
    "reading_key_versions": lambda row: [(row["key"], row["number"])],
    "reading_keys": lambda row: [(row["school"], row["title"])],
    "rooms": lambda row: [(row["school"], fold(row["name"]))],
    "class_sessions": lambda row: [
        (name, row[name], row["date"], row["half_day"])
        for name in ("cohort", "trainer", "room")
        if row[name] and not row["cancelled_on"]
    ],
}
"""What only one row of a table may be, beside its key."""


def is_early(row: Row, starts: dict[str, Any]) -> bool:
    """Tell whether a quota would hold before its contract starts."""
    start = starts[row["contract"]]
    return start is not None and row["valid_from"] < start


def without_rivals(table: str, rows: dict[tuple[str, ...], Row]) -> dict[tuple[str, ...], Row]:
    """Leave out rows that want to be what another is: two sessions in one room at one time."""
    taken: set[Any] = set()
    kept = {}
    for key, row in rows.items():
        wanted = set(RIVALS[table](row)) if table in RIVALS else set()
        if not wanted & taken:
            taken |= wanted
            kept[key] = row
    return kept


def key_of(spec: TableSpec, row: Row) -> tuple[str, ...]:
    """Give what rows are sorted by, as text: code points, dates as they are written."""
    names = (*spec.key, RECORDED_ON) if spec.dated else spec.key
    return tuple("" if row[name] is None else str(row[name]) for name in names)


def draw_row(draw: st.DrawFn, spec: TableSpec, codes: dict[str, list[str]]) -> Row | None:
    """Draw one row, or none when nothing can be named that it must name."""
    row: Row = {}
    for column in spec.columns:
        row[column.name] = draw_cell(draw, column, codes)
        if row[column.name] is None and column.required:
            return None
    for check in spec.checks:
        if problem := check.find(row):
            row[problem.column] = None
    sound = not any(check.find(row) for check in spec.checks)
    needed = all(row[column.name] is not None for column in spec.columns if column.required)
    return row if sound and needed else None


def draw_cell(draw: st.DrawFn, column: Column, codes: dict[str, list[str]]) -> Any:
    """Draw a value; nothing now and then where that may be, unless it means a default."""
    always = column.required or column.default is not None or column.name in ALWAYS_WRITTEN
    if not always and draw(st.booleans()):
        return None
    if isinstance(column.kind, Reference):
        known = codes[column.kind.table]
        return draw(st.sampled_from(known)) if known else None
    value = draw(KINDS[type(column.kind)](column.kind))
    return monday_of(value) if column.name == "week" else value
