"""Whose turn it is first: what is late before what is not, and no kind crowds out another."""

from dataclasses import dataclass

from school.oversight.turns import in_order


@dataclass(frozen=True)
class Waiting:
    """Something that waits."""

    name: str
    who_kind: str


def test_many_of_one_kind_leave_room_for_the_others() -> None:
    contacts = [Waiting(f"contact {number}", "late") for number in range(40)]
    agreements = [Waiting("agreement", "theirs"), Waiting("late agreement", "late")]
    alerts = [Waiting("absence", "ours"), Waiting("accident", "late")]
    first = [one.name for one in in_order([contacts, agreements, alerts])]
    assert first[:5] == ["contact 0", "late agreement", "accident", "contact 1", "contact 2"]
    assert first[-2:] == ["absence", "agreement"]
    assert len(first) == 44
