WITH RECURSIVE request AS (
  SELECT subscription, pin, yields, ($6::bigint[])[ord] AS ticket, ord
    FROM unnest($1::bigint[], $2::text[], $3::bool[])
         WITH ORDINALITY AS requested (subscription, pin, yields, ord)
), candidate AS MATERIALIZED (
     SELECT request.*, rotation_size, channel, token_key_id, token_ciphertext
       FROM request
            CROSS JOIN LATERAL (SELECT rotation_size
                                  FROM subscription
                                 WHERE subscription.id = request.subscription
                                OFFSET 0) AS rotation
            LEFT JOIN LATERAL (SELECT channel, token_key_id, token_ciphertext
                                 FROM account
                                WHERE account.subscription_id + 0 = request.subscription
                                  AND place = floor(($9::float8[])[request.ord] * rotation_size)::integer
                               OFFSET 0) AS account ON true
   ), wait_queue AS MATERIALIZED (
  SELECT subscription, pin, (array_agg(ticket ORDER BY ticket))[1:15] AS tickets
    FROM (SELECT DISTINCT subscription FROM request) AS requesting,
         LATERAL (SELECT pin, ticket
                    FROM live_waiter
                   WHERE live_waiter.subscription_id = requesting.subscription
                  OFFSET 0) AS waiting
   GROUP BY subscription, pin
), numbered AS (
  SELECT candidate.*,
         row_number() OVER (PARTITION BY subscription, channel, ticket IS NULL ORDER BY ord)
           AS nth
    FROM candidate
   WHERE channel IS NOT NULL
), claim AS (
  SELECT subscription, channel, count(*) AS requests,
         array_agg(ord ORDER BY ticket NULLS LAST, ord) AS ords,
         (array_agg(token_key_id))[1] AS token_key_id,
         (array_agg(token_ciphertext))[1] AS token_ciphertext
    FROM numbered
   WHERE NOT (yields AND EXISTS (SELECT FROM waiting_pod WHERE alive_until > now())
              -- the waiters ahead of the request, against the slots left for it
              AND (SELECT coalesce(sum(CASE WHEN numbered.ticket IS NULL
                                            THEN cardinality(tickets)
                                            ELSE width_bucket(numbered.ticket - 1, tickets)
                                       END), 0)
                     FROM wait_queue
                    WHERE wait_queue.subscription = numbered.subscription
                      AND wait_queue.pin IN ('', numbered.channel))
                  >= greatest(1, (SELECT count(*)
                                    FROM slot
                                   WHERE slot.subscription_id = subscription
                                     AND slot.channel = numbered.channel
                                     AND slot.state = 'OPEN' AND slot.leased_until <= now())
                                 - CASE WHEN numbered.ticket IS NULL THEN nth - 1 ELSE 0 END))
   GROUP BY subscription, channel
   ORDER BY subscription, channel
), assigned AS MATERIALIZED (
  SELECT location, expired, token_key_id, token_ciphertext,
         ords[row_number() OVER (PARTITION BY claim.subscription, claim.channel)] AS ord
    FROM claim,
         LATERAL (SELECT slot.ctid AS location, slot.leased_until > '-infinity' AS expired
                    FROM slot
                   WHERE slot.subscription_id = claim.subscription
                     AND slot.channel = claim.channel
                     AND slot.state = 'OPEN' AND slot.leased_until <= now()
                   ORDER BY slot.number LIMIT claim.requests FOR NO KEY UPDATE OF slot) AS slot
), granted AS (
     UPDATE slot
        SET leased_until = clock_timestamp()
                           + make_interval(secs => ($4::float8[])[assigned.ord]),
            granted_at = clock_timestamp(),
            fence = nextval('slot_fence'),
            ref = ($5::text[])[assigned.ord]
       FROM assigned
      WHERE slot.ctid = location
     RETURNING assigned.ord, assigned.expired, token_key_id, token_ciphertext, slot.*
   )
   , dequeued AS (
     DELETE FROM waiter
      WHERE ticket = ANY (ARRAY(SELECT ($6::bigint[])[granted.ord] FROM granted))
   ), owned_key AS MATERIALIZED (
     SELECT keyed.*, key_row.location
       FROM (SELECT ord, subscription_id, channel, number, fence, ($7::text[])[ord] AS key
               FROM granted
              ORDER BY subscription_id, key) AS keyed,
            LATERAL (SELECT key_row.ctid AS location
                       FROM idempotency_key AS key_row
                      WHERE key_row.subscription_id = keyed.subscription_id
                        AND key_row.key = keyed.key
                        AND key_row.owner = ($8::uuid[])[keyed.ord]
                        FOR NO KEY UPDATE OF key_row) AS key_row
   ), bound AS (
     UPDATE idempotency_key AS key_row
        SET channel = owned_key.channel, number = owned_key.number, fence = owned_key.fence
       FROM owned_key
      WHERE key_row.ctid = owned_key.location
     RETURNING owned_key.ord
   )
   SELECT ord, slot.channel, slot.number, slot.fence, slot.ref, slot.granted_at, slot.leased_until,
               date_part('epoch', slot.leased_until - clock_timestamp()) AS seconds_left, token_key_id, token_ciphertext, ($7::text[])[ord] IS NULL OR ord IN (SELECT bound.ord FROM bound) AS bound,
          expired, NULL AS denial, 0::bigint AS detail, NULL AS drained
     FROM granted AS slot
   UNION ALL SELECT ord, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, CASE WHEN ord IN (SELECT unnest(claim.ords) FROM claim) AND (SELECT true
                                          FROM slot
                                         WHERE slot.subscription_id = subscription AND slot.channel = candidate.channel
                                           AND slot.state = 'OPEN' AND slot.leased_until <= now()
                                         LIMIT 1) IS NOT NULL THEN 'LOST' ELSE 'MISSED' END, rotation_size,
       ARRAY(SELECT DISTINCT slot.channel
               FROM slot
              WHERE slot.channel = candidate.channel
                AND slot.state = 'DRAINING' AND slot.leased_until <= now())
  FROM candidate
 WHERE ord NOT IN (SELECT granted.ord FROM granted)
