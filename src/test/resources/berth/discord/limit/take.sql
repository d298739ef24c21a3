WITH pause AS MATERIALIZED (
  SELECT reason, extract(epoch FROM paused_until - now())::float8 AS seconds
    FROM discord_pause
   WHERE paused_until > now()
   ORDER BY paused_until DESC
   LIMIT 1
), own AS MATERIALIZED (
  SELECT number
    FROM discord_subscription_permit
   WHERE subscription_id = $4 AND number <= $5 AND spent_until <= now()
     AND NOT EXISTS (SELECT FROM pause)
   ORDER BY number
   LIMIT 1
     FOR NO KEY UPDATE SKIP LOCKED
), unspent AS MATERIALIZED (
  SELECT number
    FROM discord_permit
   WHERE number <= $1 AND spent_until <= now() AND NOT EXISTS (SELECT FROM pause)
     AND ($4::bigint IS NULL OR EXISTS (SELECT FROM own))
   ORDER BY number
   LIMIT 1
     FOR NO KEY UPDATE SKIP LOCKED
), own_taken AS (
  UPDATE discord_subscription_permit AS permit
     SET spent_until = clock_timestamp() + make_interval(secs => $2), holder = $3
    FROM own, unspent
   WHERE permit.subscription_id = $4 AND permit.number = own.number
  RETURNING permit.number
), taken AS (
  UPDATE discord_permit
     SET spent_until = clock_timestamp() + make_interval(secs => $2), holder = $3
    FROM unspent
   WHERE discord_permit.number = unspent.number
  RETURNING discord_permit.number
)
SELECT (SELECT number FROM taken) AS number,
       (SELECT number FROM own_taken) AS own_number,
       (SELECT reason FROM pause) AS reason,
       $4::bigint IS NOT NULL AND NOT EXISTS (SELECT FROM own) AS by_subscription,
       CASE WHEN EXISTS (SELECT FROM taken) THEN 0
            WHEN EXISTS (SELECT FROM pause) THEN (SELECT seconds FROM pause)
            WHEN $4::bigint IS NULL OR EXISTS (SELECT FROM own)
            THEN (SELECT min(CASE WHEN spent_until <= now() THEN 0
                                  WHEN holder IS NOT NULL AND spent_until > now() + make_interval(secs => $6) THEN 0
                                  ELSE extract(epoch FROM spent_until - now())::float8
                              END) FROM discord_permit WHERE number <= $1)
            ELSE (SELECT min(CASE WHEN spent_until <= now() THEN 0
                                  WHEN holder IS NOT NULL AND spent_until > now() + make_interval(secs => $6) THEN 0
                                  ELSE extract(epoch FROM spent_until - now())::float8
                              END)
                    FROM discord_subscription_permit
                   WHERE subscription_id = $4 AND number <= $5
                  HAVING count(*) = $5)
        END AS seconds
