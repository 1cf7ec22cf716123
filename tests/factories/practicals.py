"""Small makers of what practicals leave: equipment, signed sheets, photos, traces."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from PIL import Image
from sqlalchemy.orm import Session

from school.accounts.models import School
from school.curriculum.models import PracticalTask
from school.practicals.equipment_models import Equipment
from school.practicals.equipment_rules import EquipmentKind
from school.practicals.figures.models import TaskAllowance
from school.practicals.models import Assessment
from school.practicals.parts import part_reference
from school.practicals.photo_rules import Picture
from school.practicals.sheet_models import PhotoPart, PracticalSheet, SheetPhoto
from school.practicals.sheet_rules import Content, Gate, Measured
from school.practicals.trace_models import SheetTrace, TracePart
from school.practicals.trace_operations import facts_of
from school.practicals.trace_rules import read_trace
from tests.factories.records import add, number
from tests.support.sor_examples import synthetic
from tests.support.sor_files import SorFile, written


def make_equipment(session: Session, school: School, **values: Any) -> Equipment:
    """Make a splicer whose calibration holds until the end of 2026."""
    defaults = {
        "reference": f"M-{number()}",
        "school_id": school.id,
        "kind": EquipmentKind.SPLICER,
        "serial": f"SN-{number()}",
        "calibrated_on": date(2026, 1, 5),
        "calibration_due_on": date(2026, 12, 31),
    }
    return add(session, Equipment(**{**defaults, **values}))


def make_allowance(
    session: Session, school: School, task: PracticalTask, **values: Any
) -> TaskAllowance:
    """Let a school allow 25 minutes for a task since a day of 2025."""
    defaults = {
        "reference": f"TA-{number()}",
        "school_id": school.id,
        "task_id": task.id,
        "minutes": 25,
        "median": Decimal(24),
        "times": 12,
        "decided_by": "Florence Hounkpatin",
        "decided_at": datetime(2025, 9, 1, 8, 0, tzinfo=UTC),
    }
    return add(session, TaskAllowance(**{**defaults, **values}))


def make_sheet(session: Session, assessment: Assessment, **values: Any) -> PracticalSheet:
    """Make the first sheet of an assessment: one gate held, one value."""
    content = Content(
        gates=(Gate("laser", "Laser éteint ?", "Laser off?", True),),
        measures=(Measured("estimate-01", Decimal("0.04"), "dB"),),
    )
    defaults = {
        "reference": f"F-{number()}",
        "assessment_reference": assessment.reference,
        "number": 1,
        "trainee_id": assessment.trainee_id,
        "cohort_id": assessment.cohort_id,
        "task_id": assessment.task_id,
        "attempt": 1,
        "assessed_on": assessment.assessed_on,
        "verdict": assessment.verdict,
        "content": content.as_plain(),
        "signed_by": "Rodrigue Dossou",
    }
    return add(session, PracticalSheet(**{**defaults, **values}))


def make_photo(session: Session, sheet: PracticalSheet, **values: Any) -> SheetPhoto:
    """Make a small grey photo of a sheet."""
    picture = grey_picture()
    defaults = {
        "reference": f"PH-{number()}",
        "sheet_id": sheet.id,
        "position": 0,
        "width": picture.width,
        "height": picture.height,
        "size": len(picture.content),
        "digest": picture.digest,
    }
    photo = add(session, SheetPhoto(**{**defaults, **values}))
    for place, part in enumerate(picture.parts):
        add(session, PhotoPart(photo_id=photo.id, reference=part_reference(place), content=part))
    return photo


def grey_picture(size: tuple[int, int] = (8, 6)) -> Picture:
    """Give a grey picture as it is kept."""
    stream = BytesIO()
    Image.new("RGB", size, "grey").save(stream, "JPEG")
    return Picture(stream.getvalue(), *size)


def make_trace(
    session: Session, sheet: PracticalSheet, file: SorFile | None = None, **values: Any
) -> SheetTrace:
    """Make a trace of a sheet: a short synthetic one unless another file is given."""
    sent = read_trace(BytesIO(written(file or synthetic())), "fibre-12.sor")
    defaults = {
        "reference": f"TR-{number()}",
        "sheet_id": sheet.id,
        "position": 0,
        **facts_of(sent),
        "likeness": [],
    }
    trace = add(session, SheetTrace(**{**defaults, **values}))
    for place, part in enumerate(sent.parts):
        add(session, TracePart(trace_id=trace.id, reference=part_reference(place), content=part))
    return trace
