"""The demo never proposes more in a month than an enterprise asked for."""

from collections import Counter

from school.enterprises.partner_models import EnterpriseInterest
from school.enterprises.partner_rules import CLOSED
from school.placements.models import Placement
from tests.support.demo_scenes import DRAWS, scene

SEED, TODAY = DRAWS[0]


def test_nobody_is_asked_more_than_they_said() -> None:
    rows = scene(SEED, TODAY).draft.rows
    made = Counter(
        (row["enterprise"], row["proposed_on"].year, row["proposed_on"].month)
        for row in rows[Placement]
        if row["proposed_on"]
    )
    most: dict[str, int] = {}
    for (enterprise, _, _), count in made.items():
        most[enterprise] = max(count, most.get(enterprise, 0))
    assert most
    for row in rows[EnterpriseInterest]:
        proposed = most.get(row["enterprise"], 0)
        if row["status"] in CLOSED:
            assert proposed == 0
        else:
            assert proposed <= row["max_proposals_per_month"]
