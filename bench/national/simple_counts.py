"""The counts alone of every school by sex, as a person would ask the database for them, by hand.

One statement over the same tables with the same rules, as plain as they can be put: what one
adds up are enrolments, where the report counts persons once; there is no median, no second
breakdown and no rate of a year later. It answers less than the report, and `by_hand` as much.
"""

from datetime import date
from typing import Any

from sqlalchemy import Date, TextClause, bindparam, text
from sqlalchemy.orm import Session

STATEMENT = """
WITH exits AS (
    SELECT e.id, e.trainee_id, e.cohort_id, s.reference AS school, t.sex, e.applied_on,
        e.enrolled_on, e.certified_on, COALESCE(e.certified_on, e.completed_on) AS completed_on,
        COALESCE(e.certified_on, e.completed_on, e.withdrawn_on) AS exit_on,
        {due_on} AS due_on
    FROM enrolments e
    JOIN trainees t ON t.id = e.trainee_id
    JOIN cohorts c ON c.id = e.cohort_id
    JOIN schools s ON s.id = c.school_id
    WHERE e.enrolled_on <= :day
        AND COALESCE(e.certified_on, e.completed_on, e.withdrawn_on) <= :day
), work AS (
    SELECT x.id,
        MIN(CASE WHEN h.contract IN ('open_ended', 'fixed_term', 'temporary')
            AND h.starts_on <= x.due_on
            AND (h.ends_on IS NULL OR h.ends_on >= {lasting})
            THEN h.starts_on END) AS hired_on,
        MAX(CASE WHEN h.contract IN ('open_ended', 'fixed_term', 'temporary')
            AND h.starts_on <= x.due_on AND (h.ends_on IS NULL OR h.ends_on >= x.due_on)
            THEN 1 END) AS employed,
        MAX(CASE WHEN h.contract = 'apprenticeship' AND h.starts_on > x.exit_on
            AND h.starts_on <= x.due_on AND (h.ends_on IS NULL OR h.ends_on >= x.due_on)
            THEN 1 END) AS apprentice,
        MAX(CASE WHEN h.in_trade AND h.starts_on <= x.due_on THEN 1 END) AS in_trade
    FROM exits x
    JOIN hires h ON h.trainee_id = x.trainee_id
    WHERE h.recorded_on <= :day AND NOT h.contested AND h.evidence >= 'E2'
        AND NOT EXISTS (SELECT 1 FROM hires l WHERE l.reference = h.reference
            AND l.recorded_on > h.recorded_on AND l.recorded_on <= :day)
    GROUP BY x.id
), news AS (
    SELECT x.id,
        MAX(CASE WHEN n.evidence = 'E3' AND COALESCE(n.starts_on, n.observed_on) <= x.due_on
            AND (n.situation = 'deceased'
                OR n.situation IN ('institutionalised', 'medical')
                AND (n.ends_on IS NULL OR n.ends_on >= x.due_on))
            THEN 1 END) AS excluded,
        MAX(CASE WHEN n.situation = 'studying' AND n.full_time AND n.evidence >= 'E2'
            AND COALESCE(n.starts_on, n.observed_on) <= x.due_on
            AND (n.ends_on IS NULL OR n.ends_on >= x.due_on) THEN 1 END) AS studying,
        MAX(CASE WHEN n.situation = 'self_employed' AND n.evidence >= 'E2'
            AND COALESCE(n.starts_on, n.observed_on) <= x.due_on
            AND (n.ends_on IS NULL OR n.ends_on >= x.due_on) THEN 1 END) AS self_employed,
        MAX(CASE WHEN n.situation IN ('seeking', 'inactive')
            AND n.observed_on BETWEEN x.due_on AND :day THEN 1 END) AS not_hired
    FROM exits x
    JOIN situations n ON n.trainee_id = x.trainee_id
    WHERE n.recorded_on <= :day
        AND NOT EXISTS (SELECT 1 FROM situations l WHERE l.reference = n.reference
            AND l.recorded_on > n.recorded_on AND l.recorded_on <= :day)
    GROUP BY x.id
), offered AS (
    SELECT o.trainee_id, COUNT(*) AS offers,
        SUM(CASE WHEN o.decision = 'accepted' THEN 1 ELSE 0 END) AS accepted
    FROM offers o
    WHERE o.recorded_on <= :day AND o.firm AND o.offered_on <= :day
        AND NOT EXISTS (SELECT 1 FROM offers l WHERE l.reference = o.reference
            AND l.recorded_on > o.recorded_on AND l.recorded_on <= :day)
    GROUP BY o.trainee_id
), people AS (
    SELECT x.*, o.offers, o.accepted, w.employed, w.in_trade,
        EXISTS (SELECT 1 FROM placements p WHERE p.trainee_id = x.trainee_id
            AND p.cohort_id = x.cohort_id AND p.status IN ('completed', 'broken_off')
            AND COALESCE(p.ended_on, p.ends_on) <= :day) AS placed,
        CASE WHEN x.due_on > :day THEN 'immature' WHEN n.excluded = 1 THEN 'excluded'
            WHEN n.studying = 1 OR w.apprentice = 1 THEN 'continuing'
            WHEN w.hired_on IS NOT NULL THEN 'hired'
            WHEN n.self_employed = 1 THEN 'self_employed'
            WHEN n.not_hired = 1 THEN 'not_hired' ELSE 'unknown' END AS status
    FROM exits x
    LEFT JOIN work w ON w.id = x.id
    LEFT JOIN news n ON n.id = x.id
    LEFT JOIN offered o ON o.trainee_id = x.trainee_id
)
SELECT school, sex, COUNT(*) AS leavers,
    SUM(CASE WHEN completed_on IS NOT NULL THEN 1 ELSE 0 END) AS completed,
    SUM(CASE WHEN certified_on IS NOT NULL THEN 1 ELSE 0 END) AS certified,
    {statuses},
    SUM(CASE WHEN certified_on IS NOT NULL AND status = 'hired' AND in_trade = 1
        THEN 1 ELSE 0 END) AS in_trade,
    SUM(CASE WHEN certified_on IS NOT NULL THEN employed END) AS employed,
    SUM(CASE WHEN placed THEN 1 ELSE 0 END) AS placed,
    SUM(CASE WHEN placed AND offers > 0 THEN 1 ELSE 0 END) AS offered,
    SUM(CASE WHEN placed THEN accepted END) AS accepted
FROM people
GROUP BY school, sex
ORDER BY school, sex
"""

STATUSES = (
    "immature",
    "excluded",
    "continuing",
    "hired",
    "self_employed",
    "not_hired",
    "unknown",
)
COUNTED = ",\n    ".join(
    f"SUM(CASE WHEN certified_on IS NOT NULL AND status = '{name}' THEN 1 ELSE 0 END) AS {name}"
    for name in STATUSES
)
EXIT = "COALESCE(e.certified_on, e.completed_on, e.withdrawn_on)"
WORDS = {
    "sqlite": {
        "due_on": f"date({EXIT}, '+6 months')",
        "lasting": "date(MAX(h.starts_on, x.exit_on), '+29 days')",
    },
    "postgresql": {
        "due_on": f"({EXIT} + interval '6 months')::date",
        "lasting": "GREATEST(h.starts_on, x.exit_on) + 29",
    },
}


def statement(dialect: str) -> TextClause:
    """Write the statement for a database, SQLite or PostgreSQL; its one parameter is `day`."""
    written = text(STATEMENT.format(statuses=COUNTED, **WORDS[dialect]))
    return written.bindparams(bindparam("day", type_=Date))


def figures(session: Session, day: date) -> list[dict[str, Any]]:
    """Give a row of counts for each school and sex."""
    rows = session.execute(statement(session.get_bind().dialect.name), {"day": day})
    return [dict(row) for row in rows.mappings()]
