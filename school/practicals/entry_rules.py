"""What a trainer enters about one attempt, what comes of it, and whose turn is next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from school.core.errors import InvalidInput, mark
from school.curriculum.rules import Threshold
from school.practicals.rules import Judgement, Verdict, judge

STOP_MARK = "■ "
"""Opens the line of a note that tells why safety stopped an attempt."""

DECISION_MARK = "▸ "
"""Opens the lines of a note that tell why a trainer did not keep the computed verdict."""


@dataclass(frozen=True)
class Entry:
    """One attempt as the trainer typed it; nothing decided means: as the measures say."""

    assessed_on: date | None
    safety_ok: bool = True
    stop_reason: str | None = None
    values: Mapping[str, Decimal | None] = field(default_factory=dict)
    decided: Verdict | None = None
    reason: str | None = None
    note: str | None = None
    confirmed: bool = False

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

    Safety that is not verified stops the attempt and needs a reason. Another verdict than the
    computed one needs a reason too, unless the task measures nothing: then the trainer alone
    judges, and must. Raises `InvalidInput` on the field concerned, and `ImpossibleMeasures`.
    """
    _check_safety(entry)
    computed = judge(entry.values, thresholds, safety_ok=entry.safety_ok)
    if not entry.safety_ok:
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
    if entry.safety_ok and entry.stop_reason:
        raise InvalidInput(
            mark("Soit la sécurité est vérifiée, soit elle arrête l’essai : choisissez."),
            "stop_reason",
        )
    if not entry.safety_ok and not entry.stop_reason:
        raise InvalidInput(
            mark("Cochez si la sécurité est vérifiée ; sinon, écrivez ce qui manque."), "safe"
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
