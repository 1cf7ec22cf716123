WITH entry AS (
  SELECT
    e.contract_id,
    CASE WHEN c.globalised THEN '' ELSE e.lot END AS lot,
    e.bucket, e.worked_on, e.hours, e.recorded_on, e.reference,
    e.participant_id AS person,
    CASE
      WHEN e.status <> 'validated' THEN e.status
      WHEN e.worked_on BETWEEN c.starts_on AND c.ends_on AND EXISTS (
        SELECT 1 FROM eligibilities g
        WHERE g.participant_id = e.participant_id AND g.eligible_from <= e.worked_on
          AND (g.months IS NULL OR {until} > e.worked_on)
      ) THEN 'counts'
      ELSE 'ineligible'
    END AS fate
  FROM integration_hours e
  JOIN contracts c ON c.id = e.contract_id
  WHERE e.worked_on <= :day AND e.recorded_on <= :day AND NOT EXISTS (
    SELECT 1 FROM integration_hours later
    WHERE later.reference = e.reference AND later.recorded_on > e.recorded_on
      AND later.recorded_on <= :day
  )
),
used AS (
  SELECT entry.*, SUM(CASE WHEN fate = 'counts' THEN hours ELSE 0 END) OVER (
    PARTITION BY person, worked_on ORDER BY recorded_on, reference ROWS UNBOUNDED PRECEDING
  ) - hours AS before
  FROM entry
)
SELECT
  contract_id, lot, bucket,
  SUM(CASE
    WHEN fate <> 'counts' OR before >= 10000000 THEN 0
    WHEN before + hours <= 10000000 THEN hours
    ELSE 10000000 - before
  END) AS validated,
  SUM(CASE WHEN fate = 'pending' THEN hours ELSE 0 END) AS pending,
  SUM(CASE WHEN fate = 'rejected' THEN hours ELSE 0 END) AS rejected,
  SUM(CASE WHEN fate = 'ineligible' THEN hours ELSE 0 END) AS ineligible
FROM used
GROUP BY contract_id, lot, bucket
