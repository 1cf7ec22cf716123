"""Sheets that trainers of the demo signed of late: with equipment, photos, and who read them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from school.accounts.models import Staff
from school.cohorts.models import Trainee
from school.curriculum.pack.reading import Pack
from school.curriculum.pack.structure import TaskPack
from school.demo.draft import Draft, Row
from school.demo.photos import tray_picture
from school.demo.story import APPRENTICE, COTONOU, SCHOOLS
from school.demo.training import outside, thresholds
from school.practicals.circumstance_rules import Circumstances, Occasion, Setting
from school.practicals.entry_rules import DECISION_MARK, STOP_MARK
from school.practicals.equipment_models import Equipment
from school.practicals.equipment_rules import EquipmentKind, calibration_on
from school.practicals.models import Assessment, Measure
from school.practicals.rules import Verdict, judge
from school.practicals.sheet_models import (
    PhotoPart,
    PracticalSheet,
    SheetAcknowledgement,
    SheetPhoto,
)
from school.practicals.sheet_rules import Content, Gate, Measured, Used

RECENT = timedelta(days=100)
"""The school signs sheets since then; what is older was noted without."""

PHOTOGRAPHED = 6
WORKSHOP = {"latitude": Decimal("6.36536"), "longitude": Decimal("2.41833")}
NOWHERE = dict.fromkeys(WORKSHOP)
"""Where photos are taken: the school of Cotonou keeps it, the other does not."""

WITH_FIBRES = frozenset({"PA-05", "PA-06"})
KINDS = (
    (EquipmentKind.SPLICER, "SF-40", ("estimate",)),
    (EquipmentKind.CLEAVER, "CL-8", ("angle", "estimate")),
    (EquipmentKind.OTDR, "R-200", ("position_error", "pulse_width", "largest_error")),
    (EquipmentKind.POWER_METER, "PM-15", ("power_1490", "measured_loss", "insertion_loss_1310")),
)
"""What each school has, and the measures that are taken with it."""

STOP = "Lunettes oubliées au vestiaire."
STOPPED = f"{STOP_MARK}Arrêt pour la sécurité : {STOP}"
OVERRIDE = "Mesure faite devant moi, oubliée à la saisie."
OVERRIDDEN = (
    f"{DECISION_MARK}Verdict des mesures : en cours ; verdict gardé : acquis\n"
    f"{DECISION_MARK}Raison : {OVERRIDE}"
)
MISREAD = "Valeur lue sur la mauvaise ligne de l’appareil."
REMARKS = ("Je voudrais repasser cette tâche.", "Compris, je nettoie avant chaque clivage.")


@dataclass
class Signing:
    """Writes sheets of attempts, with what they were done with."""

    draft: Draft
    random: Random
    pack: Pack
    today: date
    people: dict[str, Row]
    trainers: dict[str, str]
    measures: dict[str, list[Row]] = field(default_factory=dict)
    equipment: dict[str, list[Row]] = field(default_factory=dict)

    def sign(self, row: Row, number: int, attempt: int, *, said: Sequence[Row]) -> Row:
        """Add the sheet of an assessment's row, with the measures that it says."""
        task = next(task for task in self.pack.tasks if task.code == row["task"])
        values = {one["reference"]: one["value"] for one in said}
        stopped = row["note"] == STOPPED
        computed = None if stopped else judge(values, thresholds(task), safety_ok=True).verdict
        signed_at = datetime.combine(row["recorded_on"], time(15, 20))
        sheet = self.draft.add(
            PracticalSheet,
            reference=f"F-{len(self.draft.rows[PracticalSheet]) + 1:05d}",
            assessment_reference=row["reference"],
            number=number,
            trainee=row["trainee"],
            cohort=row["cohort"],
            task=row["task"],
            trainer=row["trainer"],
            attempt=attempt,
            assessed_on=row["assessed_on"],
            computed=computed,
            verdict=row["verdict"],
            stop_reason=STOP if stopped else None,
            decision_reason=OVERRIDE if row["note"] == OVERRIDDEN else None,
            correction_reason=MISREAD if number > 1 else None,
            note=None if row["note"] in (STOPPED, OVERRIDDEN) else row["note"],
            curriculum_version=self.pack.version,
            content=self._content(row, task, said, stopped=stopped).as_plain(),
            signed_by=self.trainers[row["trainer"]],
            signed_at=signed_at + timedelta(seconds=len(self.draft.rows[PracticalSheet]) % 3600),
        )
        self._read(sheet)
        return sheet

    def _content(self, row: Row, task: TaskPack, said: Sequence[Row], *, stopped: bool) -> Content:
        answers = [not stopped or place > 0 for place in range(len(task.gates))]
        return Content(
            tuple(
                Gate(gate.code, gate.question.fr, gate.question.en, held)
                for gate, held in zip(task.gates, answers, strict=True)
            ),
            tuple(Measured(one["reference"], one["value"], one["unit"] or "") for one in said),
            tuple(self._used(row, task)),
            self._circumstances(task),
        )

    def _circumstances(self, task: TaskPack) -> Circumstances:
        """Say that every fourth attempt is made to validate, and on which fibre there is one."""
        place = len(self.draft.rows[PracticalSheet])
        is_spliced = any(measure.code == "estimate" for measure in task.measures)
        return Circumstances(
            occasion=Occasion.SUMMATIVE if place % 4 == 3 else Occasion.FORMATIVE,
            setting=Setting.WORKSHOP,
            site="Atelier 2",
            cable="C12 FO" if is_spliced else None,
            tube="bleu" if is_spliced else None,
            fibre="1 à 12" if is_spliced else None,
        )

    def _used(self, row: Row, task: TaskPack) -> Iterator[Used]:
        codes = {measure.code for measure in task.measures}
        school = row["cohort"].partition("-")[0]
        for one in self.equipment[school]:
            taken = next(taken for kind, _, taken in KINDS if kind is one["kind"])
            if codes & set(taken):
                due = one["calibration_due_on"]
                state = calibration_on(due, row["assessed_on"])
                yield Used(
                    one["kind"], one["serial"], one["model"], one["calibrated_on"], due, state
                )

    def _read(self, sheet: Row) -> None:
        """Let most people read their sheet the next morning."""
        read_at = datetime.combine(sheet["signed_at"].date() + timedelta(days=1), time(7, 45))
        if read_at.date() >= self.today or self.random.random() > 0.8:
            return
        person = self.people[sheet["trainee"]]
        self.draft.add(
            SheetAcknowledgement,
            sheet=sheet["reference"],
            acknowledged_by=f"{person['given_names']} {person['family_name']}",
            acknowledged_at=read_at,
            remark=self.random.choice(REMARKS) if self.random.random() < 0.05 else None,
        )


def signing_of(draft: Draft, random: Random, pack: Pack, today: date) -> Signing:
    """Make ready to sign: who is who, what was measured, and what each school has."""
    people = {one["reference"]: one for one in draft.rows[Trainee]}
    trainers = {one["email"]: one["name"] for one in draft.rows[Staff]}
    equipment: dict[str, list[Row]] = defaultdict(list)
    for one in draft.rows[Equipment]:
        equipment[one["school"]].append(one)
    return Signing(draft, random, pack, today, people, trainers, _measures(draft), equipment)


def _measures(draft: Draft) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for one in draft.rows[Measure]:
        found[one["assessment_reference"]].append(one)
    return dict(found)


def sign_sheets(draft: Draft, random: Random, pack: Pack, today: date) -> None:
    """Equip the schools, and sign a sheet for every attempt of the last months."""
    for school in SCHOOLS:
        _equip(draft, school.reference, today)
    signing = signing_of(draft, random, pack, today)
    recent = [row for row in draft.rows[Assessment] if row["assessed_on"] > today - RECENT]
    _stop_one(draft, recent)
    _override_one(recent)
    signing.measures = _measures(draft)
    attempts: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in sorted(draft.rows[Assessment], key=_when):
        made = attempts[row["trainee"], row["cohort"], row["task"]]
        if row["reference"] not in made:
            made.append(row["reference"])
    numbers, corrected = Counter[str](), _corrected(recent)
    signed = []
    for row in sorted(recent, key=_when):
        numbers[row["reference"]] += 1
        place = attempts[row["trainee"], row["cohort"], row["task"]].index(row["reference"])
        said = signing.measures.get(row["reference"], [])
        if row["reference"] in corrected and numbers[row["reference"]] == 1:
            said = _misread(random, pack, row, said)
        signed.append(signing.sign(row, numbers[row["reference"]], place + 1, said=said))
    shown = [sheet for sheet in signed if sheet["task"] in WITH_FIBRES]
    guided = [
        sheet for sheet in shown[:-PHOTOGRAPHED] if _is_guide(signing.people[sheet["trainee"]])
    ]
    _photograph(draft, [*guided[-1:], *shown[-PHOTOGRAPHED:]])


def _is_guide(person: Row) -> bool:
    return (person["given_names"], person["family_name"]) == APPRENTICE


def _when(row: Row) -> tuple[date, date, str]:
    return row["assessed_on"], row["recorded_on"], row["reference"]


def _equip(draft: Draft, school: str, today: date) -> None:
    """Give a school its appliances; the calibration of the power meter has expired."""
    for place, (kind, model, _) in enumerate(KINDS):
        expired = kind is EquipmentKind.POWER_METER
        calibrated_on = today - timedelta(days=395 if expired else 120 + 20 * place)
        draft.add(
            Equipment,
            reference=f"M-{school}-{place + 1}",
            school=school,
            kind=kind,
            serial=f"{model}-{school}-{100 + 7 * place}",
            model=model,
            calibrated_on=calibrated_on,
            calibration_due_on=calibrated_on + timedelta(days=365),
            retired=False,
            version=1,
        )


def _stop_one(draft: Draft, recent: Sequence[Row]) -> None:
    """Let safety have stopped the last failure, before anything was measured."""
    failed = [
        row
        for row in recent
        if row["verdict"] is Verdict.NOT_ACQUIRED and row["task"] in WITH_FIBRES
    ]
    corrected = _corrected(recent)
    row = max((one for one in failed if one["reference"] not in corrected), key=_when, default=None)
    if row is not None:
        row["note"] = STOPPED
        draft.rows[Measure] = [
            one for one in draft.rows[Measure] if one["assessment_reference"] != row["reference"]
        ]


def _override_one(recent: Sequence[Row]) -> None:
    """Let a trainer have kept another verdict than that of an unfinished series."""
    unfinished = [row for row in recent if row["verdict"] is Verdict.IN_PROGRESS]
    row = max(unfinished, key=_when, default=None)
    if row is not None:
        row["verdict"], row["note"] = Verdict.ACQUIRED, OVERRIDDEN


def _corrected(recent: Sequence[Row]) -> set[str]:
    counts = Counter(row["reference"] for row in recent)
    return {reference for reference, count in counts.items() if count > 1}


def _misread(random: Random, pack: Pack, row: Row, said: Sequence[Row]) -> list[Row]:
    """Give what was written down at first: one value that lies beyond its limit."""
    task = next(task for task in pack.tasks if task.code == row["task"])
    taken = {one["reference"]: one["value"] for one in said}
    known = [one.at(taken) for one in thresholds(task)]
    judged = [one for one in known if one.minimum is not None or one.maximum is not None]
    limits = {name: limit for limit in judged for name in limit.names}
    first = next(one["reference"] for one in said if one["reference"] in limits)
    return [
        {**one, "value": outside(random, limits[first])} if one["reference"] == first else one
        for one in said
    ]


def _photograph(draft: Draft, sheets: Sequence[Row]) -> None:
    for place, sheet in enumerate(sheets):
        taken = WORKSHOP if sheet["cohort"].startswith(COTONOU.reference) else NOWHERE
        picture = tray_picture(place)
        photo = draft.add(
            SheetPhoto,
            reference=f"PH-{place + 1:05d}",
            sheet=sheet["reference"],
            position=0,
            width=picture.width,
            height=picture.height,
            size=len(picture.content),
            digest=picture.digest,
            **taken,
        )
        for number, part in enumerate(picture.parts):
            draft.add(PhotoPart, photo=photo["reference"], reference=f"{number:04d}", content=part)
