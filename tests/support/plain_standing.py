"""A slow, plain reading of INDICATORS §4 on hours: what tests hold the database against."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from school.core.calendar import add_months, days_inclusive

PARTS = ("validated", "pending", "rejected", "ineligible", "double_counted")


@dataclass
class World:
    """Rows of the exchange tables, as plain dictionaries; ids count from 1."""

    contracts: list[dict[str, Any]] = field(default_factory=list)
    commitments: list[dict[str, Any]] = field(default_factory=list)
    participants: list[dict[str, Any]] = field(default_factory=list)
    eligibilities: list[dict[str, Any]] = field(default_factory=list)
    hours: list[dict[str, Any]] = field(default_factory=list)
    logbook: dict[tuple[int, date], Decimal] = field(default_factory=dict)


Unit = tuple[str, str | None, str]


def plain_units(world: World, as_of: date, known_on: date) -> dict[Unit, dict[str, Any]]:
    """Give quota, target, parts of hours and shortfall of each unit."""
    units: dict[Unit, dict[str, Any]] = {}
    for contract in world.contracts:
        _promised(world, contract, as_of, units)
    _worked(world, as_of, known_on, units)
    for contract in world.contracts:
        _settled(contract, units)
    return units


def _blank(units: dict[Unit, dict[str, Any]], unit: Unit) -> dict[str, Any]:
    names = ("quota", "pro_rata_target", *PARTS)
    return units.setdefault(unit, dict.fromkeys(names, Decimal(0)))


def _unit(contract: dict[str, Any], lot: str, bucket: str) -> Unit:
    return contract["reference"], None if contract["globalised"] else lot, bucket


def _promised(
    world: World, contract: dict[str, Any], as_of: date, units: dict[Unit, dict[str, Any]]
) -> None:
    own = [one for one in world.commitments if one["contract_id"] == contract["id"]]
    for lot, bucket in {(one["lot"], one["bucket"]) for one in own}:
        of_lot = [one for one in own if (one["lot"], one["bucket"]) == (lot, bucket)]
        in_force = [one for one in of_lot if one["valid_from"] <= as_of]
        if not in_force:
            continue
        hours = max(in_force, key=lambda one: one["valid_from"])["hours"]
        unit = _blank(units, _unit(contract, lot, bucket))
        unit["quota"] += hours
        length = days_inclusive(contract["starts_on"], contract["ends_on"])
        gone = days_inclusive(contract["starts_on"], min(as_of, contract["ends_on"]))
        unit["pro_rata_target"] += hours * gone / length


def _worked(world: World, as_of: date, known_on: date, units: dict[Unit, dict[str, Any]]) -> None:
    known: dict[str, dict[str, Any]] = {}
    for entry in sorted(world.hours, key=lambda one: one["recorded_on"]):
        if entry["recorded_on"] <= known_on:
            known[entry["reference"]] = entry
    used: dict[tuple[Any, date], Decimal] = defaultdict(Decimal)
    for entry in sorted(known.values(), key=lambda one: (one["recorded_on"], one["reference"])):
        if entry["worked_on"] > as_of:
            continue
        contract = world.contracts[entry["contract_id"] - 1]
        unit = _blank(units, _unit(contract, entry["lot"], entry["bucket"]))
        if entry["status"] != "validated":
            unit[entry["status"]] += entry["hours"]
        elif not _counts(world, contract, entry):
            unit["ineligible"] += entry["hours"]
        else:
            person, day = _person(world, entry["participant_id"]), entry["worked_on"]
            most = world.logbook.get((person[1], day), Decimal(10)) if person[0] else Decimal(10)
            free = max(Decimal(0), most - used[person, day])
            unit["validated"] += min(free, entry["hours"])
            unit["double_counted"] += entry["hours"] - min(free, entry["hours"])
            used[person, day] += entry["hours"]


def _person(world: World, participant_id: int) -> tuple[bool, int]:
    trainee = world.participants[participant_id - 1]["trainee_id"]
    return (True, trainee) if trainee else (False, participant_id)


def _counts(world: World, contract: dict[str, Any], entry: dict[str, Any]) -> bool:
    day = entry["worked_on"]
    person = _person(world, entry["participant_id"])
    return contract["starts_on"] <= day <= contract["ends_on"] and any(
        one["eligible_from"] <= day
        and (one["months"] is None or day < add_months(one["eligible_from"], one["months"]))
        for one in world.eligibilities
        if _person(world, one["participant_id"]) == person
    )


def _settled(contract: dict[str, Any], units: dict[Unit, dict[str, Any]]) -> None:
    own = {unit: row for unit, row in units.items() if unit[0] == contract["reference"]}
    for (reference, lot, bucket), row in own.items():
        training = own.get((reference, lot, "training"), {"validated": Decimal(0)})["validated"]
        counting = contract["training_counting"]
        if counting == "capped":
            training = min(training, contract["training_cap_share"] * row["quota"])
        counted = training if counting in ("capped", "full") and bucket == "integration" else 0
        row["training_counted"] = Decimal(counted)
        row["shortfall"] = max(Decimal(0), row["quota"] - row["validated"] - counted)
