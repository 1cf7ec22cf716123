-- The figures of every school by sex, as somebody who knows the tables would ask for them.
-- Words in braces differ between the databases; the day is as-of and known-on at once.
WITH seen AS (
    SELECT e.id, e.trainee_id, e.cohort_id, c.reference AS cohort, s.reference AS school, t.sex,
        CASE WHEN e.applied_on <= :day THEN 1 ELSE 0 END AS applied,
        CASE WHEN e.enrolled_on <= :day THEN e.enrolled_on END AS enrolled_on,
        CASE WHEN e.certified_on <= :day THEN e.certified_on END AS certified_on,
        CASE WHEN e.completed_on <= :day THEN e.completed_on END AS completed_on,
        CASE WHEN e.withdrawn_on <= :day THEN e.withdrawn_on END AS withdrawn_on
    FROM enrolments e
    JOIN trainees t ON t.id = e.trainee_id
    JOIN cohorts c ON c.id = e.cohort_id
    JOIN schools s ON s.id = c.school_id
), anchored AS MATERIALIZED (
    SELECT seen.*, CASE WHEN enrolled_on IS NOT NULL
        THEN COALESCE(certified_on, completed_on, withdrawn_on) END AS exit_on
    FROM seen
), exits AS MATERIALIZED (
    SELECT id, trainee_id, exit_on, {six} AS six_on, {twelve} AS twelve_on
    FROM anchored x
    WHERE exit_on IS NOT NULL
), work AS MATERIALIZED (
    SELECT x.id,
        MIN(CASE WHEN h.contract IN ('open_ended', 'fixed_term', 'temporary')
            AND h.starts_on <= x.six_on AND (h.ends_on IS NULL OR h.ends_on >= {lasting_hire})
            THEN {iso_start} || h.reference
                || CASE WHEN h.in_trade THEN '1' WHEN NOT h.in_trade THEN '0' ELSE '-' END
            END) AS first_hire,
        MAX(CASE WHEN h.contract IN ('open_ended', 'fixed_term', 'temporary')
            AND h.starts_on <= :day AND (h.ends_on IS NULL OR h.ends_on >= {lasting_hire})
            THEN 1 END) AS hired_by_now,
        MAX(CASE WHEN h.contract IN ('open_ended', 'fixed_term', 'temporary')
            AND h.starts_on <= x.six_on AND (h.ends_on IS NULL OR h.ends_on >= x.six_on)
            THEN 1 END) AS at_six,
        MAX(CASE WHEN h.contract = 'apprenticeship' AND h.starts_on > x.exit_on
            AND h.starts_on <= x.six_on AND (h.ends_on IS NULL OR h.ends_on >= x.six_on)
            THEN 1 END) AS apprentice_at_six,
        MAX(CASE WHEN h.contract = 'apprenticeship' AND h.starts_on > x.exit_on
            AND h.starts_on <= x.twelve_on AND (h.ends_on IS NULL OR h.ends_on >= x.twelve_on)
            THEN 1 END) AS apprentice_at_twelve
    FROM exits x
    JOIN hires h ON h.trainee_id = x.trainee_id
    WHERE h.recorded_on <= :day AND NOT h.contested AND h.evidence >= 'E2'
        AND NOT EXISTS (SELECT 1 FROM hires l WHERE l.reference = h.reference
            AND l.recorded_on > h.recorded_on AND l.recorded_on <= :day)
    GROUP BY x.id
), employers AS (
    SELECT x.id,
        MAX(CASE WHEN h.starts_on <= x.six_on AND (h.ends_on IS NULL OR h.ends_on >= x.six_on)
            THEN 1 ELSE 0 END) AS at_six,
        MAX(CASE WHEN h.starts_on <= x.twelve_on
            AND (h.ends_on IS NULL OR h.ends_on >= x.twelve_on) THEN 1 ELSE 0 END) AS at_twelve
    FROM exits x
    JOIN work w ON w.id = x.id AND w.at_six = 1
    JOIN hires h ON h.trainee_id = x.trainee_id
    WHERE x.twelve_on <= :day AND h.contract IN ('open_ended', 'fixed_term', 'temporary')
        AND h.recorded_on <= :day AND NOT h.contested AND h.evidence >= 'E2'
        AND NOT EXISTS (SELECT 1 FROM hires l WHERE l.reference = h.reference
            AND l.recorded_on > h.recorded_on AND l.recorded_on <= :day)
    GROUP BY x.id, h.enterprise_id,
        CASE WHEN h.enterprise_id IS NULL THEN LOWER(TRIM(h.employer_name)) END
), kept AS MATERIALIZED (
    SELECT id, MAX(at_six * at_twelve) AS kept FROM employers GROUP BY id
), spells AS (
    SELECT x.id, x.exit_on, x.six_on, x.twelve_on, n.situation, n.evidence, n.full_time,
        n.observed_on, COALESCE(n.starts_on, n.observed_on) AS since, n.ends_on AS until
    FROM exits x
    JOIN situations n ON n.trainee_id = x.trainee_id
    WHERE n.recorded_on <= :day
        AND NOT EXISTS (SELECT 1 FROM situations l WHERE l.reference = n.reference
            AND l.recorded_on > n.recorded_on AND l.recorded_on <= :day)
), news AS MATERIALIZED (
    SELECT id,
        MAX(CASE WHEN evidence = 'E3' AND since <= six_on AND (situation = 'deceased'
            OR situation = 'institutionalised' AND (until IS NULL OR until >= six_on)
            OR situation = 'medical' AND (until IS NULL OR until >= six_on AND until >= {ninety}))
            THEN 1 END) AS excluded,
        MAX(CASE WHEN evidence = 'E3' AND since <= twelve_on AND (situation = 'deceased'
            OR situation = 'institutionalised' AND (until IS NULL OR until >= twelve_on)
            OR situation = 'medical' AND (until IS NULL
                OR until >= twelve_on AND until >= {ninety})) THEN 1 END) AS excluded_at_twelve,
        MAX(CASE WHEN situation = 'studying' AND full_time AND evidence >= 'E2'
            AND since <= six_on AND (until IS NULL OR until >= six_on) THEN 1 END) AS studying,
        MAX(CASE WHEN situation = 'studying' AND full_time AND evidence >= 'E2'
            AND since <= twelve_on AND (until IS NULL OR until >= twelve_on)
            THEN 1 END) AS studying_at_twelve,
        MAX(CASE WHEN situation = 'self_employed' AND evidence >= 'E2' AND since <= six_on
            AND (until IS NULL OR until >= {lasting_spell}) THEN 1 END) AS self_employed,
        MAX(CASE WHEN situation IN ('seeking', 'inactive')
            AND observed_on BETWEEN six_on AND :day THEN 1 END) AS not_hired
    FROM spells
    GROUP BY id
), offered AS MATERIALIZED (
    SELECT o.trainee_id,
        SUM(CASE WHEN o.decision IN ('accepted', 'declined')
            AND (o.decided_on IS NULL OR o.decided_on <= :day) THEN 1 ELSE 0 END) AS decided,
        SUM(CASE WHEN o.decision = 'accepted'
            AND (o.decided_on IS NULL OR o.decided_on <= :day) THEN 1 ELSE 0 END) AS accepted
    FROM offers o
    WHERE o.recorded_on <= :day AND o.firm AND o.offered_on <= :day
        AND NOT EXISTS (SELECT 1 FROM offers l WHERE l.reference = o.reference
            AND l.recorded_on > o.recorded_on AND l.recorded_on <= :day)
    GROUP BY o.trainee_id
), several AS MATERIALIZED (
    SELECT trainee_id FROM enrolments GROUP BY trainee_id HAVING COUNT(*) > 1
), people AS MATERIALIZED (
    SELECT a.trainee_id, a.school, a.sex, a.applied, x.six_on,
        CASE WHEN v.trainee_id IS NULL THEN 0 ELSE 1 END AS again,
        CASE WHEN x.six_on <= :day THEN '1' ELSE '0' END || COALESCE({iso_exit}, '') || a.cohort
            AS preference,
        CASE WHEN x.twelve_on <= :day THEN '1' ELSE '0' END || COALESCE({iso_exit}, '')
            || a.cohort AS preference_at_twelve,
        CASE WHEN x.id IS NULL THEN 0 ELSE 1 END AS leaver,
        CASE WHEN x.exit_on >= {entered} THEN 1 ELSE 0 END AS entrant,
        CASE WHEN x.id IS NOT NULL AND COALESCE(a.certified_on, a.completed_on) IS NOT NULL
            THEN 1 ELSE 0 END AS completed,
        CASE WHEN x.id IS NOT NULL AND a.certified_on IS NOT NULL THEN 1 ELSE 0 END AS certified,
        CASE WHEN x.id IS NOT NULL AND a.certified_on IS NOT NULL THEN 1 ELSE 0 END
            AS certified_at_twelve,
        CASE WHEN x.id IS NOT NULL AND EXISTS (SELECT 1 FROM placements p
            WHERE p.trainee_id = a.trainee_id AND p.cohort_id = a.cohort_id
                AND p.status IN ('completed', 'broken_off')
                AND COALESCE(p.ended_on, p.ends_on) <= :day) THEN 1 ELSE 0 END AS placed,
        CASE WHEN x.id IS NULL THEN NULL WHEN x.six_on > :day THEN 'immature'
            WHEN n.excluded = 1 THEN 'excluded'
            WHEN n.studying = 1 OR w.apprentice_at_six = 1 THEN 'continuing'
            WHEN w.first_hire IS NOT NULL THEN 'hired'
            WHEN n.self_employed = 1 THEN 'self_employed'
            WHEN n.not_hired = 1 THEN 'not_hired' ELSE 'unknown' END AS status,
        CASE WHEN w.first_hire IS NOT NULL THEN {days} END AS days,
        CASE WHEN w.first_hire IS NOT NULL THEN SUBSTR(w.first_hire, LENGTH(w.first_hire)) END
            AS in_trade,
        w.at_six, w.hired_by_now, o.decided, o.accepted,
        CASE WHEN x.twelve_on <= :day AND w.at_six = 1 AND w.apprentice_at_twelve IS NULL
            AND n.excluded_at_twelve IS NULL AND n.studying_at_twelve IS NULL
            THEN 1 ELSE 0 END AS employed_at_six,
        COALESCE(k.kept, 0) AS kept
    FROM anchored a
    LEFT JOIN exits x ON x.id = a.id
    LEFT JOIN work w ON w.id = a.id
    LEFT JOIN kept k ON k.id = a.id
    LEFT JOIN news n ON n.id = a.id
    LEFT JOIN offered o ON o.trainee_id = a.trainee_id
    LEFT JOIN several v ON v.trainee_id = a.trainee_id
    WHERE x.id IS NOT NULL OR a.applied = 1
), {choices}, counted AS (
    SELECT 'once' AS part, school, sex, {sums}
    FROM people WHERE again = 0 GROUP BY school, sex
    UNION ALL
    SELECT 'school' AS part, school, sex, {sums} FROM of_school GROUP BY school, sex
    UNION ALL
    SELECT 'country' AS part, NULL, sex, {sums} FROM of_country GROUP BY sex
), delays AS MATERIALIZED (
    SELECT 'once' AS part, school, sex, days, COUNT(*) AS people FROM people
    WHERE again = 0 AND certified = 1 AND status = 'hired' GROUP BY school, sex, days
    UNION ALL
    SELECT 'school' AS part, school, sex, days, COUNT(*) AS people FROM of_school
    WHERE certified = 1 AND status = 'hired' GROUP BY school, sex, days
    UNION ALL
    SELECT 'country' AS part, NULL, sex, days, COUNT(*) AS people FROM of_country
    WHERE certified = 1 AND status = 'hired' GROUP BY sex, days
), grouped AS (
    SELECT 'school and sex' AS part, school, sex, days, SUM(people) AS people FROM delays
    WHERE part <> 'country' GROUP BY school, sex, days
    UNION ALL
    SELECT 'school', school, NULL, days, SUM(people) FROM delays
    WHERE part <> 'country' GROUP BY school, days
    UNION ALL
    SELECT 'sex', NULL, sex, days, SUM(people) FROM delays
    WHERE part <> 'school' GROUP BY sex, days
    UNION ALL
    SELECT 'country', NULL, NULL, days, SUM(people) FROM delays
    WHERE part <> 'school' GROUP BY days
), lined_up AS (
    SELECT part, school, sex, days,
        SUM(people) OVER (PARTITION BY part, school, sex ORDER BY days) AS reached,
        SUM(people) OVER (PARTITION BY part, school, sex) AS size
    FROM grouped
)
SELECT 'sums of ' || part AS part, school, sex, {names}, NULL AS lower, NULL AS upper
FROM counted
UNION ALL
SELECT 'median of ' || part, school, sex, {nulls},
    MIN(CASE WHEN 2 * reached >= size THEN days END),
    MIN(CASE WHEN 2 * reached >= size + 1 THEN days END)
FROM lined_up
GROUP BY part, school, sex
