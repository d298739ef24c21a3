WITH alive AS (
  INSERT INTO waiting_pod (pod, alive_until, synchronised)
  VALUES ($1, clock_timestamp() + interval '1200 milliseconds', false)
      ON CONFLICT (pod) DO UPDATE
     SET alive_until = excluded.alive_until,
         synchronised = waiting_pod.synchronised OR excluded.synchronised
)
INSERT INTO waiter (ticket, pod, subscription_id, pin)
SELECT nextval('waiter_ticket'), $1, subscription, pin
  FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY AS newcomer (subscription, pin, ord)
 ORDER BY ord
RETURNING ticket
