"""What a trainer enters about one attempt, what comes of it, and whose turn is next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from school.core.errors import InvalidInput, mark
from school.curriculum.rules import Threshold
from school.practicals.circumstance_rules import Circumstances
from school.practicals.equipment_rules import EquipmentKind
from school.practicals.photo_rules import Picture
from school.practicals.readings.rules import CorrectedReading
from school.practicals.rules import Judgement, Verdict, judge
from school.practicals.trace_rules import SentTrace

STOP_MARK = "■ "
"""Opens the line of a note that tells why safety stopped an attempt."""

DECISION_MARK = "▸ "
"""Opens the lines of a note that tell why a trainer did not keep the computed verdict."""


GATE = "gate-"
"""Opens the name under which the answer to a question of safety is given."""


@dataclass(frozen=True)
class Entry:
    """One attempt as the trainer typed it; nothing decided means: as the measures say.

    `gates` are the answers to the questions of safety, in the order in which they are asked;
    `equipment` are references, `others` kinds and serial numbers of what the school has not listed.
    A correction says why it is made. What follows from a `reading` is
    among the values.
    """

    assessed_on: date | None
    gates: Mapping[str, bool | None] = field(default_factory=dict)
    stop_reason: str | None = None
    values: Mapping[str, Decimal | None] = field(default_factory=dict)
    decided: Verdict | None = None
    reason: str | None = None
    note: str | None = None
    confirmed: bool = False
    correction_reason: str | None = None
    equipment: tuple[str, ...] = ()
    others: tuple[tuple[EquipmentKind, str], ...] = ()
    circumstances: Circumstances = field(default_factory=Circumstances)
    photos: tuple[Picture, ...] = ()
    traces: tuple[SentTrace, ...] = ()
    reading: CorrectedReading | None = None

    @property
    def is_stopped(self) -> bool:
        """Tell whether a question of safety was answered with no: the attempt stops there."""
        return any(held is False for held in self.gates.values())

    @property
    def measured(self) -> dict[str, Decimal]:
        """The values that were measured; a blank is not zero."""
        return {name: value for name, value in self.values.items() if value is not None}


@dataclass(frozen=True)
class Outcome:
    """The verdict that is kept, beside the one that the measures give."""

    computed: Judgement
    verdict: Verdict

    @property
    def is_overridden(self) -> bool:
        """Tell whether the trainer kept another verdict than the computed one."""
        return self.verdict is not self.computed.verdict


def outcome_of(entry: Entry, thresholds: Sequence[Threshold]) -> Outcome:
    """Give the verdict of an entry (DOMAIN §2, §4).

    One question of safety answered with no stops the attempt and needs a reason; otherwise each
    is answered. Another verdict than the computed one needs a reason too, unless the task measures
    nothing: then the trainer alone judges, and must. Raises `InvalidInput` on the field concerned,
    and `ImpossibleMeasures`.
    """
    _check_safety(entry)
    entry.circumstances.check()
    computed = judge(entry.values, thresholds, safety_ok=not entry.is_stopped)
    if entry.is_stopped:
        return Outcome(computed, computed.verdict)
    if not thresholds:
        if entry.decided is None:
            raise InvalidInput(
                mark("Rien ne se mesure ici : c’est vous qui donnez le verdict."), "decided"
            )
        return Outcome(Judgement(entry.decided), entry.decided)
    if not entry.measured and entry.decided is None:
        raise InvalidInput(mark("Écrivez au moins une mesure."), thresholds[0].names[0])
    outcome = Outcome(computed, entry.decided or computed.verdict)
    if outcome.is_overridden and not entry.reason:
        raise InvalidInput(
            mark("Dites pourquoi vous ne gardez pas le verdict des mesures."), "reason"
        )
    return outcome


def _check_safety(entry: Entry) -> None:
    if entry.is_stopped and not entry.stop_reason:
        raise InvalidInput(mark("Écrivez ce qui manque à la sécurité."), "stop_reason")
    if entry.is_stopped:
        return
    for code, held in entry.gates.items():
        if held is None:
            raise InvalidInput(mark("Répondez par oui ou par non."), f"{GATE}{code}")
    if entry.stop_reason:
        raise InvalidInput(
            mark("Tout est tenu, et pourtant un manque est écrit : choisissez."), "stop_reason"
        )


def is_stop(note: str | None) -> bool:
    """Tell whether a note says that safety stopped the attempt."""
    return any(line.startswith(STOP_MARK) for line in (note or "").splitlines())


def free_part(note: str | None) -> str | None:
    """Give what the trainer wrote of a note, without the lines that the program added."""
    lines = (note or "").splitlines()
    kept = [line for line in lines if not line.startswith((STOP_MARK, DECISION_MARK))]
    return "\n".join(kept).strip() or None


def given_reason(note: str | None) -> str | None:
    """Give the reason that a note's last added line holds, after its colon."""
    lines = (note or "").splitlines()
    added = [line for line in lines if line.startswith((STOP_MARK, DECISION_MARK))]
    return added[-1].partition(": ")[2].strip() or None if added else None


@dataclass(frozen=True)
class Standing:
    """Where a person of a cohort stands with a task, as of the attempts known today."""

    trainee_id: int
    reference: str
    name: str
    verdict: Verdict | None = None
    attempts: int = 0
    last_on: date | None = None


def next_in_turn(
    standings: Sequence[Standing], after_trainee_id: int, today: date
) -> Standing | None:
    """Give whom to assess next, in the order of the list, starting again from its top.

    Those who acquired the task or were assessed today have had their turn. Nobody is left:
    nothing. Whoever is not on the list (they left the cohort) comes before its top.
    """
    ids = [one.trainee_id for one in standings]
    place = ids.index(after_trainee_id) + 1 if after_trainee_id in ids else 0
    for one in [*standings[place:], *standings[:place]]:
        had_turn = one.verdict is Verdict.ACQUIRED or one.last_on == today
        if one.trainee_id != after_trainee_id and not had_turn:
            return one
    return None
