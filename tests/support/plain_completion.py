"""Completion told a second time, as plainly as the rules are written, for comparison.

Works on rows as the database holds them, and shares no code with the program: what is asked of a
person is looked up in the rows one after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"


@dataclass
class Rules:
    """What a module asks, with its place in the path and its weeks."""

    module: str
    weeks: int
    centre: float
    enterprise: float
    quiz: int
    tasks: list[str]
    safety: list[str]


@dataclass
class Life:
    """All rows about one person in one cohort."""

    attendance: list[dict[str, Any]] = field(default_factory=list)
    logbook: list[dict[str, Any]] = field(default_factory=list)
    assessments: list[dict[str, Any]] = field(default_factory=list)
    quiz: dict[str, float] = field(default_factory=dict)


def module_on(day: date, starts_on: date, path: Sequence[Rules]) -> str | None:
    """Find the module that is taught on a day; the last goes on for ever."""
    if day < starts_on:
        return None
    passed = (day - starts_on).days // 7
    for one in path[:-1]:
        if passed < one.weeks:
            return one.module
        passed -= one.weeks
    return path[-1].module


def standing(module: str, starts_on: date, path: Sequence[Rules], life: Life) -> dict[str, str]:
    """Tell each condition of a module, and the whole under « all »."""
    rules = next(one for one in path if one.module == module)
    found: dict[str, str] = {}
    if rules.safety:
        found["safety"] = _tasks(rules.safety, life)
    if rules.centre:
        rows = [one for one in life.attendance if _in(one, module, starts_on, path)]
        found["centre_hours"] = _centre(rows, rules.centre)
    if rules.enterprise:
        rows = [one for one in life.logbook if _in(one, module, starts_on, path)]
        found["enterprise_hours"] = _enterprise(rows, rules.enterprise)
    if rules.tasks:
        found["practicals"] = _tasks(rules.tasks, life)
    if rules.quiz:
        mark = life.quiz.get(module)
        found["quiz"] = UNKNOWN if mark is None else MET if mark >= rules.quiz else NOT_MET
    found["all"] = whole(list(found.values()))
    return found


def whole(parts: Sequence[str]) -> str:
    """Join: all met is met; anything failed is failed; otherwise nobody knows."""
    if parts and all(one == MET for one in parts):
        return MET
    return NOT_MET if any(one == NOT_MET for one in parts) else UNKNOWN


def _in(row: dict[str, Any], module: str, starts_on: date, path: Sequence[Rules]) -> bool:
    return module_on(row["date"], starts_on, path) == module


def _centre(rows: list[dict[str, Any]], needed: float) -> str:
    if not rows:
        return UNKNOWN
    sure = sum(one["hours"] for one in rows if one["hours"] is not None)
    most = sure
    for one in rows:
        if one["hours"] is None and one["state"] in ("present", "late"):
            most += 6
    if sure >= needed:
        return MET
    return UNKNOWN if most >= needed else NOT_MET


def _enterprise(rows: list[dict[str, Any]], needed: float) -> str:
    if not rows:
        return UNKNOWN
    return MET if sum(one["hours"] for one in rows if one["validated"]) >= needed else NOT_MET


def _tasks(tasks: Sequence[str], life: Life) -> str:
    verdicts = []
    for task in tasks:
        tried = [one for one in life.assessments if one["task"] == task]
        if not tried:
            verdicts.append(UNKNOWN)
            continue
        last = max(tried, key=lambda one: (one["assessed_on"], one["serial"]))
        verdicts.append(MET if last["verdict"] == "acquired" else NOT_MET)
    return whole(verdicts)
