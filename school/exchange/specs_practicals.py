"""Tables of what trainers sign in practicals; apart from the equipment, their rows never change."""

import json
from dataclasses import dataclass
from typing import Any

from school.core.errors import mark
from school.exchange.file_parts import parts_of
from school.exchange.kinds import (
    CODE_LIMIT,
    Choice,
    Code,
    Day,
    Number,
    Reference,
    Text,
    Unreadable,
    Whole,
    YesNo,
)
from school.exchange.moments import Moment
from school.exchange.specs import (
    Check,
    Column,
    Problem,
    TableSpec,
    Values,
    code,
    in_order,
    refers,
    text,
)
from school.practicals.equipment_models import Equipment
from school.practicals.equipment_rules import EquipmentKind
from school.practicals.figures.models import TaskAllowance
from school.practicals.photo_rules import MOST_PHOTOS
from school.practicals.place_rules import FARTHEST_EAST, FARTHEST_NORTH
from school.practicals.rules import Verdict
from school.practicals.sheet_models import (
    PhotoPart,
    PracticalSheet,
    SheetAcknowledgement,
    SheetPhoto,
)
from school.practicals.sheet_rules import Content

LONGEST_CELL = 32_000
MOST_ATTEMPTS = 10_000
MOST_PIXELS = 100_000
MOST_MINUTES = 10_000


def place_is_whole(values: Values) -> Problem | None:
    """Check that a photo has both angles of its place, or neither."""
    if (values.get("latitude") is None) == (values.get("longitude") is None):
        return None
    return Problem("longitude", mark("une latitude et une longitude, ou ni l’une ni l’autre"))


@dataclass(frozen=True)
class SheetContent(Text):
    """What a sheet holds, as JSON on one line."""

    limit: int = LONGEST_CELL

    def parse(self, text: str) -> Any:
        """Read the content; it must be that of a sheet, written as a sheet writes it."""
        try:
            found = json.loads(super().parse(text))
            written = Content.from_plain(found).as_plain()
        except (ValueError, TypeError, RecursionError) as error:
            raise Unreadable(mark("le contenu d’une feuille de pratique, en JSON")) from error
        return written

    def show(self, value: Any) -> str:
        """Write the content so that equal ones are written alike."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True)


EQUIPMENT = TableSpec(
    Equipment,
    key=("equipment",),
    columns=(
        code("equipment"),
        refers("school", "schools", required=True),
        Column("kind", Choice(EquipmentKind), required=True),
        Column("serial", Code(), required=True),
        text("model"),
        Column("calibrated_on", Day()),
        Column("calibration_due_on", Day()),
        Column("retired", YesNo(), required=True),
    ),
    checks=(
        in_order(
            "calibrated_on",
            "calibration_due_on",
            mark("une date qui ne précède pas l’étalonnage"),
        ),
    ),
)

PRACTICAL_SHEETS = TableSpec(
    PracticalSheet,
    key=("sheet",),
    columns=(
        code("sheet"),
        Column(
            "assessment",
            Reference(limit=CODE_LIMIT, table="assessments"),
            "assessment_reference",
            required=True,
        ),
        Column("number", Whole(minimum=1, maximum=MOST_ATTEMPTS), required=True),
        refers("trainee", "trainees", required=True),
        refers("cohort", "cohorts", required=True),
        refers("task", "practical_tasks", required=True),
        refers("trainer", "staff"),
        Column("attempt", Whole(minimum=1, maximum=MOST_ATTEMPTS), required=True),
        Column("assessed_on", Day(), required=True),
        Column("computed", Choice(Verdict)),
        Column("verdict", Choice(Verdict), required=True),
        text("stop_reason"),
        text("decision_reason"),
        text("correction_reason"),
        text("note"),
        text("curriculum_version"),
        Column("content", SheetContent(), required=True),
        text("signed_by", required=True),
        Column("signed_at", Moment(), required=True),
    ),
    append_only=True,
)

SHEET_ACKNOWLEDGEMENTS = TableSpec(
    SheetAcknowledgement,
    key=("sheet",),
    columns=(
        refers("sheet", "practical_sheets", required=True),
        text("acknowledged_by", required=True),
        Column("acknowledged_at", Moment(), required=True),
        text("remark"),
    ),
    append_only=True,
)

SHEET_PHOTOS = TableSpec(
    SheetPhoto,
    key=("photo",),
    columns=(
        code("photo"),
        refers("sheet", "practical_sheets", required=True),
        Column("position", Whole(maximum=MOST_PHOTOS - 1), required=True),
        Column("width", Whole(minimum=1, maximum=MOST_PIXELS), required=True),
        Column("height", Whole(minimum=1, maximum=MOST_PIXELS), required=True),
        Column("size", Whole(minimum=1), required=True),
        Column("digest", Code(), required=True),
        Column("latitude", Number(minimum=-FARTHEST_NORTH, maximum=FARTHEST_NORTH)),
        Column("longitude", Number(minimum=-FARTHEST_EAST, maximum=FARTHEST_EAST)),
    ),
    checks=(Check(("latitude", "longitude"), place_is_whole),),
    append_only=True,
)

PHOTO_PARTS = parts_of("photo", "sheet_photos", PhotoPart)

TASK_ALLOWANCES = TableSpec(
    TaskAllowance,
    key=("allowance",),
    columns=(
        code("allowance"),
        refers("school", "schools", required=True),
        refers("task", "practical_tasks", required=True),
        Column("minutes", Whole(minimum=1, maximum=MOST_MINUTES), required=True),
        Column("median", Number(), required=True),
        Column("times", Whole(minimum=1), required=True),
        text("reason"),
        text("decided_by", required=True),
        Column("decided_at", Moment(), required=True),
    ),
    append_only=True,
)

SPECS = (
    EQUIPMENT,
    TASK_ALLOWANCES,
    PRACTICAL_SHEETS,
    SHEET_ACKNOWLEDGEMENTS,
    SHEET_PHOTOS,
    PHOTO_PARTS,
)
