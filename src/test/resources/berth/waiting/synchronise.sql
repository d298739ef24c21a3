WITH alive AS (
  INSERT INTO waiting_pod (pod, alive_until, synchronised)
  VALUES ($1, clock_timestamp() + interval '1200 milliseconds', true)
      ON CONFLICT (pod) DO UPDATE
     SET alive_until = excluded.alive_until,
         synchronised = waiting_pod.synchronised OR excluded.synchronised
)
, gone AS (
  DELETE FROM waiter
   WHERE ticket = ANY (ARRAY(
           SELECT unnest($5::bigint[])
           UNION ALL
           (SELECT ticket FROM waiter WHERE pod = $1 AND ticket <= $6
            EXCEPT
            SELECT unnest($2::bigint[]))))
), dead AS (
  DELETE FROM waiting_pod
   WHERE alive_until < now() - interval '1 minute' AND pod <> $1
  RETURNING pod
), cleared AS (
  DELETE FROM waiter USING dead WHERE waiter.pod = dead.pod
)
INSERT INTO waiter (ticket, pod, subscription_id, pin)
SELECT ticket, $1, subscription, pin
  FROM unnest($2::bigint[], $3::bigint[], $4::text[])
       AS staying (ticket, subscription, pin)
 WHERE NOT EXISTS (SELECT FROM waiting_pod WHERE pod = $1 AND synchronised)
    ON CONFLICT (ticket) DO NOTHING
