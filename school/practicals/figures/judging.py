"""How trainers judge and measure: verdicts changed by hand, and losses beside those of colleagues.

Losses are compared task by task as first attempts are: what a trainer measured, less what
colleagues measured at the same tasks, each task weighing as it does with the trainer. An attempt
counts once, with its mean; the interval at 95 % rests on the spread within the cells of trainer
and task, which all share.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from school.core.statistics import Z95, Interval, Rate
from school.practicals.figures.rules import ENOUGH


@dataclass(frozen=True, slots=True)
class MeasuredLoss:
    """The mean loss of the splices of one attempt, in dB, and who measured it."""

    task_id: int
    trainer_id: int
    loss: float


@dataclass(frozen=True, slots=True)
class LossComparison:
    """A trainer's mean loss in dB against what colleagues measured at the same tasks.

    `others` counts what `colleagues`, so many people, measured there.
    """

    mean: float
    expected: float
    interval: Interval
    number: int
    others: int
    colleagues: int

    @property
    def difference(self) -> float:
        """What the trainer measured less what is expected, in dB."""
        return self.mean - self.expected

    @property
    def is_enough(self) -> bool:
        """Tell whether both sides are large enough to be shown."""
        return self.number >= ENOUGH and self.others >= ENOUGH


@dataclass(frozen=True, slots=True)
class Changed:
    """Of the sheets that a trainer signed with a computed verdict, how many keep another one."""

    trainer_id: int
    rate: Rate


def compare_losses(losses: Iterable[MeasuredLoss], trainer_id: int) -> LossComparison | None:
    """Hold a trainer's losses against those of colleagues at the same tasks.

    Tasks that only one side measured are left out; None when none is left.
    """
    cells: dict[int, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for one in losses:
        cells[one.task_id][one.trainer_id].append(one.loss)
    spread = _spread([cell for by_trainer in cells.values() for cell in by_trainer.values()])
    pairs, colleagues = [], set[int]()
    for by_trainer in cells.values():
        own = by_trainer.get(trainer_id, [])
        others = [loss for who, cell in by_trainer.items() if who != trainer_id for loss in cell]
        if own and others:
            pairs.append((own, others))
            colleagues |= by_trainer.keys() - {trainer_id}
    number = sum(len(own) for own, _ in pairs)
    if not number:
        return None
    mean = sum(sum(own) for own, _ in pairs) / number
    expected = sum(len(own) * sum(others) / len(others) for own, others in pairs) / number
    weights = sum((len(own) / number) ** 2 / len(others) for own, others in pairs)
    half = Z95 * spread * sqrt(1 / number + weights)
    difference = mean - expected
    return LossComparison(
        mean,
        expected,
        Interval(difference - half, difference + half),
        number,
        sum(len(others) for _, others in pairs),
        len(colleagues),
    )


def _spread(cells: Sequence[Sequence[float]]) -> float:
    """Give the standard deviation within cells, in dB; 0 where no cell has two values."""
    freedom = sum(len(cell) - 1 for cell in cells)
    squares = sum((value - sum(cell) / len(cell)) ** 2 for cell in cells for value in cell)
    return sqrt(squares / freedom) if freedom > 0 else 0.0
