"""Clauses in a bundle: what no row tells alone is refused by row, what is odd is told."""

from pathlib import Path

import pytest

from school.core.database import Database
from tests.support.bundles import (
    SMALL_SCHOOL,
    bring_in,
    bring_in_well,
    oddities,
    write_bundle,
    wrongs,
)

CONTRACTS = "contract,name,starts_on,ends_on,globalised\nK,Réseau,2026-01-01,2026-12-31,\n"
COMMITMENTS = "contract,lot,bucket,valid_from,hours,share_of_worked\n"
PEOPLE = "participant,family_name,trainee\nN-1,Zinsou,T-1\nN-2,Zinsou,T-1\nN-3,Dossou,\n"
ELIGIBLE = "participant,criterion,eligible_from,months\n"
ALWAYS = f"{ELIGIBLE}N-1,jeune,2025-01-01,\nN-2,jeune,2025-01-01,\nN-3,jeune,2025-01-01,\n"
HOURS = "entry,contract,lot,bucket,participant,worked_on,hours,status\n"


def entry(
    code: str, person: str, hours: str, day: str = "2026-03-02", more: str = "pending"
) -> str:
    return f"{code},K,1,integration,{person},{day},{hours},{more}\n"


def bundle(folder: Path, **tables: str) -> Path:
    whole = {"contracts": CONTRACTS, "participants": PEOPLE, "eligibilities": ALWAYS, **tables}
    return write_bundle(folder, {**SMALL_SCHOOL, **whole})


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("K,1,integration,2025-12-31,100,", "valid_from"),
        ("K,1,integration,2026-01-01,,", "hours"),
        ("K,1,integration,2026-01-01,100,0.05", "share_of_worked"),
    ],
)
def test_a_quota_that_cannot_be_is_refused(
    database: Database, tmp_path: Path, row: str, column: str
) -> None:
    """Before its contract, of nothing, or of hours and of a share at once."""
    good = "K,2,integration,2026-01-01,100,"
    outcome = bring_in(
        database, bundle(tmp_path / "in", commitments=f"{COMMITMENTS}{good}\n{row}\n")
    )
    assert [found[:3] for found in wrongs(outcome)] == [("commitments", 3, column)]


def test_a_contract_does_not_start_after_its_quotas(database: Database, tmp_path: Path) -> None:
    quota = f"{COMMITMENTS}K,1,integration,2026-01-01,100,\n"
    bring_in_well(database, bundle(tmp_path / "in", commitments=quota))
    later = {"contracts": "contract,name,starts_on\nK,Réseau,2026-02-01\n"}
    outcome = bring_in(database, write_bundle(tmp_path / "more", later))
    assert wrongs(outcome) == [("contracts", 2, "starts_on", "2026-02-01")]


@pytest.mark.parametrize(
    ("terms", "column"),
    [
        ("penalty_cap\nK,Réseau,9", "penalty_cap"),
        ("training_counting\nK,Réseau,capped", "training_cap_share"),
        ("training_cap_share\nK,Réseau,0.2", "training_cap_share"),
    ],
)
def test_a_cap_without_a_base_is_refused(
    database: Database, tmp_path: Path, terms: str, column: str
) -> None:
    tables = {"contracts": f"contract,name,{terms}\n"}
    outcome = bring_in(database, write_bundle(tmp_path / "in", tables))
    assert [found[:3] for found in wrongs(outcome)] == [("contracts", 2, column)]


def test_a_day_of_a_person_holds_24_hours_over_all_rows(database: Database, tmp_path: Path) -> None:
    """Of one trainee under two references, with what was there; rejected hours take none."""
    first = HOURS + entry("E1", "N-1", "10") + entry("E9", "N-3", "24")
    bring_in_well(database, bundle(tmp_path / "in", integration_hours=first))
    rows = (
        entry("E2", "N-2", "10"),
        entry("E3", "N-1", "10", more="rejected"),
        entry("E4", "N-1", "10", "2026-03-03"),
        entry("E5", "N-1", "4.5"),
    )
    outcome = bring_in(
        database, write_bundle(tmp_path / "more", {"integration_hours": HOURS + "".join(rows)})
    )
    assert wrongs(outcome) == [
        ("integration_hours", 2, "hours", "10"),
        ("integration_hours", 5, "hours", "4.5"),
    ]
    mended = HOURS + "".join((*rows, entry("E1", "N-1", "9.5")))
    again = write_bundle(tmp_path / "again", {"integration_hours": mended})
    assert oddities(bring_in_well(database, again)) == []


def test_what_is_odd_is_told_and_imported(database: Database, tmp_path: Path) -> None:
    """Hours outside the contract or without eligibility, a bare share, somebody twice eligible."""
    eligible = (
        f"{ELIGIBLE}N-1,jeune,2026-01-01,12\nN-1,chômage,2026-11-01,12\nN-1,rsa,2027-11-01,12\n"
    )
    rows = HOURS + entry("E1", "N-1", "7", "2025-12-31") + entry("E2", "N-3", "7")
    folder = bundle(
        tmp_path / "in",
        eligibilities=eligible,
        commitments=f"{COMMITMENTS}K,1,integration,2026-01-01,,0.05\nK,2,integration,2026-01-01,,0.05\n",
        worked_hours="contract,lot,month,hours\nK,2,2026-01,100\n",
        integration_hours=rows + entry("E3", "N-1", "7"),
    )
    assert sorted(oddities(bring_in_well(database, folder)), key=str) == [
        ("commitments", 2, "K"),
        ("eligibilities", 3, "N-1"),
        ("integration_hours", 2, "E1"),
        ("integration_hours", 3, "E2"),
    ]
