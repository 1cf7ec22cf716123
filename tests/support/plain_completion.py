"""Completion told a second time, as plainly as the rules are written, for comparison.

Works on rows as the database holds them, and shares no code with the program: what is asked of a
person is looked up in the rows one after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"
ATTENDING = ("present", "late")


@dataclass
class Rules:
    """What a module asks, with its weeks."""

    module: str
    weeks: int
    centre: float
    enterprise: float
    quiz: int
    tasks: list[str]
    safety: list[str]


@dataclass
class Course:
    """The modules of a cohort in order, its plan by Mondays, and its sessions by days."""

    starts_on: date
    path: list[Rules]
    plan: dict[date, str | None] = field(default_factory=dict)
    sessions: dict[date, tuple[str, float]] = field(default_factory=dict)

    def rules(self, module: str) -> Rules:
        """Give what a module asks."""
        return next(one for one in self.path if one.module == module)


@dataclass
class Life:
    """All rows about one person in one cohort."""

    attendance: list[dict[str, Any]] = field(default_factory=list)
    logbook: list[dict[str, Any]] = field(default_factory=list)
    assessments: list[dict[str, Any]] = field(default_factory=list)
    quiz: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """How a condition stands, and its numbers as the French page writes them, without spaces."""

    standing: str
    numbers: str


def module_on(day: date, course: Course) -> str | None:
    """Find the module of a day: by the plan, else by weeks; the last one goes on for ever."""
    if course.plan:
        taught = [monday for monday, module in course.plan.items() if module and monday <= day]
        return course.plan[max(taught)] if taught else None
    if day < course.starts_on:
        return None
    passed = (day - course.starts_on).days // 7
    for one in course.path[:-1]:
        if passed < one.weeks:
            return one.module
        passed -= one.weeks
    return course.path[-1].module


def told(module: str, course: Course, life: Life) -> dict[str, Told]:
    """Tell each condition of a module."""
    rules = course.rules(module)
    found: dict[str, Told] = {}
    if rules.safety:
        found["safety"] = _tasks(rules.safety, life)
    if rules.centre:
        found["centre_hours"] = _centre(module, course, life, rules.centre)
    if rules.enterprise:
        rows = [one for one in life.logbook if module_on(one["date"], course) == module]
        found["enterprise_hours"] = _enterprise(rows, rules.enterprise)
    if rules.tasks:
        found["practicals"] = _tasks(rules.tasks, life)
    if rules.quiz:
        found["quiz"] = _quiz(module, life, rules.quiz)
    return found


def standing(module: str, course: Course, life: Life) -> str:
    """Tell how somebody stands to a module."""
    return whole([one.standing for one in told(module, course, life).values()])


def whole(parts: Sequence[str]) -> str:
    """Join: all met is met; anything failed is failed; otherwise nobody knows."""
    if parts and all(one == MET for one in parts):
        return MET
    return NOT_MET if any(one == NOT_MET for one in parts) else UNKNOWN


def _centre(module: str, course: Course, life: Life, needed: float) -> Told:
    sure = most = 0.0
    rows = 0
    for one in life.attendance:
        held = course.sessions.get(one["date"])
        if (held[0] if held else module_on(one["date"], course)) != module:
            continue
        rows += 1
        if one["state"] not in ATTENDING:
            continue
        if one["hours"] is not None:
            sure, most = sure + float(one["hours"]), most + float(one["hours"])
        elif held:
            sure, most = sure + held[1], most + held[1]
        else:
            most += 6
    if not rows:
        return Told(UNKNOWN, f"—hsur{_figure(needed)}")
    verdict = MET if sure >= needed else UNKNOWN if most >= needed else NOT_MET
    return Told(verdict, f"{_figure(sure)}hsur{_figure(needed)}")


def _enterprise(rows: list[dict[str, Any]], needed: float) -> Told:
    if not rows:
        return Told(UNKNOWN, f"—hsur{_figure(needed)}")
    done = sum(float(one["hours"]) for one in rows if one["validated"])
    return Told(MET if done >= needed else NOT_MET, f"{_figure(done)}hsur{_figure(needed)}")


def _tasks(tasks: Sequence[str], life: Life) -> Told:
    verdicts = []
    for task in tasks:
        tried = [one for one in life.assessments if one["task"] == task]
        if not tried:
            verdicts.append(UNKNOWN)
            continue
        last = max(tried, key=lambda one: (one["assessed_on"], one["serial"]))
        verdicts.append(MET if last["verdict"] == "acquired" else NOT_MET)
    untried = all(one == UNKNOWN for one in verdicts)
    done = "—" if untried else str(verdicts.count(MET))
    return Told(whole(verdicts), f"{done}sur{len(tasks)}")


def _quiz(module: str, life: Life, needed: int) -> Told:
    marks = [one["mark"] for one in life.quiz if one["module"] == module and one["counts"]]
    if not marks:
        return Told(UNKNOWN, f"—;ilfaut{needed}%")
    best = _figure(float(max(marks)))
    return Told(MET if max(marks) >= needed else NOT_MET, f"{best}%;ilfaut{needed}%")


def _figure(value: float) -> str:
    return f"{value:.{0 if value == int(value) else 1}f}".replace(".", ",")
