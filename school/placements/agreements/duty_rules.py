"""The duties that an agreement says, as they are kept with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST_DUTIES = 30
LONGEST_WORDING = 300


@dataclass(frozen=True)
class Duty:
    """A duty of the post: its words, and the competencies that it calls on, as `module/code`."""

    wording: str
    competencies: tuple[str, ...] = ()

    def as_plain(self) -> dict[str, object]:
        """The duty as it is kept."""
        return {"wording": self.wording, "competencies": list(self.competencies)}


def duties_from_plain(plain: Iterable[Mapping[str, object]]) -> list[Duty]:
    """Read duties as they are kept; raises `ValueError` on anything else."""
    return [_duty(one) for one in plain]


def _duty(plain: Mapping[str, object]) -> Duty:
    wording, codes = plain.get("wording"), plain.get("competencies", [])
    if not isinstance(wording, str) or not wording or not isinstance(codes, list):
        raise ValueError("a duty has a wording and a list of competencies")
    return Duty(wording, tuple(str(code) for code in codes))
