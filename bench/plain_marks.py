"""What a cohort's page tells of each person's way, read in the plainest way: one statement."""

from collections import defaultdict

from sqlalchemy import text
from sqlalchemy.orm import Session

STATEMENT = text(
    """
    SELECT trainee_id, min(date) AS day, sum(hours) / 1000000 AS what FROM (
        SELECT trainee_id, date, coalesce(hours, 3500000) AS hours FROM attendance
        JOIN cohorts ON cohorts.id = cohort_id
        WHERE cohorts.reference = :cohort AND state IN ('present', 'late')
        UNION ALL
        SELECT trainee_id, date, hours FROM logbook
        JOIN placements ON placements.id = placement_id JOIN cohorts ON cohorts.id = cohort_id
        WHERE cohorts.reference = :cohort
    ) AS days
    WHERE trainee_id IN (
        SELECT trainee_id FROM enrolments JOIN cohorts ON cohorts.id = cohort_id
        JOIN trainees ON trainees.id = trainee_id
        WHERE cohorts.reference = :cohort ORDER BY sort_name LIMIT :rows
    )
    GROUP BY trainee_id, CAST(julianday(date) AS integer) / 14
    UNION ALL
    SELECT trainee_id, assessed_on, verdict FROM assessments
    JOIN cohorts ON cohorts.id = cohort_id
    WHERE cohorts.reference = :cohort AND trainee_id IN (
        SELECT trainee_id FROM enrolments JOIN cohorts ON cohorts.id = cohort_id
        JOIN trainees ON trainees.id = trainee_id
        WHERE cohorts.reference = :cohort ORDER BY sort_name LIMIT :rows
    )
    ORDER BY day
    """
)


def marks(session: Session, cohort: str, rows: int) -> dict[int, str]:
    """Give, for the first people of a cohort, their hours by fortnight and their verdicts."""
    found: dict[int, list[str]] = defaultdict(list)
    for trainee_id, day, what in session.execute(STATEMENT, {"cohort": cohort, "rows": rows}):
        found[trainee_id].append(f"{day} {what}")
    return {trainee_id: ", ".join(words) for trainee_id, words in found.items()}
