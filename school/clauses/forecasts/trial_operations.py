"""Earlier forecasts made again from what was known then, for contracts that have ended."""

from collections import defaultdict
from datetime import date

from sqlalchemy import and_
from sqlalchemy.orm import Session

from school.clauses.forecasts.models import ForecastTrial, PlanEdition
from school.clauses.forecasts.outlook import Horizon, lot_of, outlook_on
from school.clauses.forecasts.queries import ends_before, plans_known, trial_of
from school.clauses.forecasts.trial_rules import trial_days
from school.clauses.models import Contract
from school.clauses.rules import Bucket
from school.clauses.standing.options import Asked
from school.clauses.standing.queries import Within, count, kept
from school.clauses.standing.report import UnitRow, unit_rows

Key = tuple[int, str, Bucket]


def run_trials(session: Session, day: date) -> int:
    """Make again the forecasts of every contract that ended before a day; give their number.

    Each forecast uses the hours and plans recorded by its own day, and nothing later; what came
    is what is known on `day`. What was computed before is written anew.
    """
    done = 0
    for starts_on, ends_on in ends_before(session, day):
        within = and_(Contract.starts_on == starts_on, Contract.ends_on == ends_on)
        ends = {_key(row): row for row in _rows(session, Asked(ends_on, day), within)}
        for months, tried_on in trial_days(starts_on, ends_on):
            plans = _plans_known(session, within, tried_on)
            for row in _rows(session, Asked(tried_on, tried_on), within):
                end = ends.get(_key(row))
                if end is None:
                    continue
                found = outlook_on(row.contract, row.standing, plans[_key(row)], tried_on, ends_on)
                _write(session, (months, tried_on, day), end, found)
                done += 1
    session.flush()
    return done


def _rows(session: Session, asked: Asked, within: Within) -> list[UnitRow]:
    found = kept(session, asked.as_of, within)
    return unit_rows(asked, found, count(session, asked, within))


def _key(row: UnitRow) -> Key:
    return row.contract.id, row.lot, row.bucket


def _plans_known(session: Session, within: Within, day: date) -> dict[Key, list[PlanEdition]]:
    plans: dict[Key, list[PlanEdition]] = defaultdict(list)
    for contract, plan in plans_known(session, within, day):
        plans[contract.id, lot_of(contract, plan.lot), plan.bucket].append(plan)
    return plans


def _write(session: Session, when: tuple[int, date, date], end: UnitRow, found: Horizon) -> None:
    months, tried_on, computed_on = when
    trial = trial_of(session, end.contract, end.lot, end.bucket, tried_on)
    if trial is None:
        trial = ForecastTrial(
            contract_id=end.contract.id, lot=end.lot, bucket=end.bucket, as_of=tried_on
        )
        session.add(trial)
    trial.months_before, trial.computed_on = months, computed_on
    trial.quota, trial.actual = end.standing.quota, end.standing.counted
    planned, pace = found.pipeline, found.run_rate
    trial.planned_low = planned.low if planned else None
    trial.planned_central = planned.central if planned else None
    trial.planned_high = planned.high if planned else None
    trial.pace_low = pace.low if pace else None
    trial.pace_value = pace.value if pace else None
    trial.pace_high = pace.high if pace else None
