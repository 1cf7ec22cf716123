"""What can be done with scenarios: write, rename, add and change their parts, drop them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.clauses.forecasts.closing_rules import Part
from school.clauses.forecasts.models import Scenario, ScenarioPart
from school.clauses.forecasts.operations import check_within
from school.clauses.forecasts.queries import count_scenarios
from school.clauses.models import Contract
from school.clauses.rules import Bucket
from school.core import audit
from school.core.errors import InvalidInput, NotFound, mark
from school.core.references import new_reference
from school.core.versions import changed_with, check_version

MOST_PARTS = 9
MOST_SCENARIOS = 20


@dataclass(frozen=True)
class PartInput:
    """A part of a scenario and the unit it is meant for."""

    lot: str
    bucket: Bucket
    part: Part


def write_scenario(
    session: Session, principal: Principal, contract: Contract, name: str, day: date
) -> Scenario:
    """Begin a scenario; its name is its own within the contract, which has a few at most.

    Raises `InvalidInput` when there are too many to be compared side by side.
    """
    if count_scenarios(session, contract) >= MOST_SCENARIOS:
        raise InvalidInput(
            mark("Un contrat a %(most)s scénarios au plus : supprimez-en un d’abord."),
            None,
            {"most": MOST_SCENARIOS},
        )
    scenario = Scenario(
        reference=new_reference("SC"),
        contract=contract,
        name=name,
        written_on=day,
        written_by=principal.name,
    )
    session.add(scenario)
    audit.record(session, principal.name, "scenario.write", scenario)
    return scenario


def rename_scenario(
    session: Session, principal: Principal, scenario: Scenario, name: str, known: int | None
) -> None:
    """Give a scenario another name."""
    check_version(scenario, known)
    scenario.name = name
    audit.record(session, principal.name, "scenario.rename", scenario)


def drop_scenario(
    session: Session, principal: Principal, scenario: Scenario, known: int | None
) -> None:
    """Drop a scenario with its parts: it was a thought, and no figure rests on it.

    Raises `StaleRecord` when somebody changed it since it was read.
    """
    check_version(scenario, known)
    audit.record(session, principal.name, "scenario.drop", scenario)
    for part in scenario.parts:
        session.delete(part)
    session.flush()
    session.delete(scenario)
    session.flush()


def add_part(
    session: Session, principal: Principal, scenario: Scenario, given: PartInput
) -> ScenarioPart:
    """Add a part; raises `InvalidInput` for days outside the contract, or too many parts."""
    if len(scenario.parts) >= MOST_PARTS:
        raise InvalidInput(
            mark("Un scénario a %(most)s parties au plus."), None, {"most": MOST_PARTS}
        )
    _check(scenario, given)
    taken = {one.position for one in scenario.parts}
    position = min(set(range(1, MOST_PARTS + 1)) - taken)
    part = ScenarioPart(scenario_id=scenario.id, position=position)
    _fill(part, given)
    scenario.parts.append(part)
    changed_with(scenario)
    audit.record(session, principal.name, "scenario.add_part", part)
    return part


def change_part(
    session: Session,
    principal: Principal,
    scenario: Scenario,
    position: int,
    given: PartInput,
    known: int | None,
) -> None:
    """Change a part; raises `StaleRecord` when the scenario changed since the form was opened."""
    check_version(scenario, known)
    _check(scenario, given)
    part = part_at(scenario, position)
    _fill(part, given)
    changed_with(scenario)
    audit.record(session, principal.name, "scenario.change_part", part)


def drop_part(
    session: Session, principal: Principal, scenario: Scenario, position: int, known: int | None
) -> None:
    """Take a part out of a scenario; raises `StaleRecord` when it changed since it was read."""
    check_version(scenario, known)
    part = part_at(scenario, position)
    audit.record(session, principal.name, "scenario.drop_part", part)
    scenario.parts.remove(part)
    session.delete(part)
    changed_with(scenario)
    session.flush()


def part_at(scenario: Scenario, position: int) -> ScenarioPart:
    """Find a part by its place; raises `NotFound` when there is none."""
    for part in scenario.parts:
        if part.position == position:
            return part
    raise NotFound(mark("Cette partie n’existe pas."))


def _check(scenario: Scenario, given: PartInput) -> None:
    part, contract = given.part, scenario.contract
    check_within(contract, part.starts_on, part.starts_on)
    if contract.ends_on is not None and part.ends_on > contract.ends_on:
        left = (contract.ends_on - part.starts_on).days // 7
        raise InvalidInput(
            mark("Le contrat finit avant ; semaines entières qui restent : %(weeks)s."),
            "weeks",
            {"weeks": left},
        )


def _fill(row: ScenarioPart, given: PartInput) -> None:
    part = given.part
    row.lot, row.bucket = given.lot, given.bucket
    row.people, row.weeks, row.weekly_hours = part.people, part.weeks, part.weekly_hours
    row.probability, row.starts_on = part.probability, part.starts_on
