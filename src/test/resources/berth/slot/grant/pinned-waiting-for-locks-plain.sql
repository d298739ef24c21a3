WITH RECURSIVE request AS (
  SELECT subscription, pin, yields, NULL::bigint AS ticket, ord
    FROM unnest($1::bigint[], $2::text[], $3::bool[])
         WITH ORDINALITY AS requested (subscription, pin, yields, ord)
), candidate AS MATERIALIZED (
     SELECT request.*, channel, token_key_id, token_ciphertext, comes_back
       FROM request
            LEFT JOIN LATERAL (SELECT channel, token_key_id, token_ciphertext,
                                      (account.status = 'ACTIVE' AND NOT account.paused) OR (account.status IN ('COOLING', 'MODERATED') AND account.due_at IS NOT NULL AND NOT account.paused) AS comes_back
                                 FROM account
                                WHERE account.subscription_id = request.subscription
                                  AND account.channel = request.pin
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
   SELECT ord, slot.channel, slot.number, slot.fence, slot.ref, slot.granted_at, slot.leased_until,
               date_part('epoch', slot.leased_until - clock_timestamp()) AS seconds_left, token_key_id, token_ciphertext, true AS bound,
          expired, NULL AS denial, 0::bigint AS detail, NULL AS drained
     FROM granted AS slot
   UNION ALL SELECT ord, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, CASE WHEN candidate.channel IS NULL THEN 'UNCONFIGURED'
                  WHEN NOT (SELECT true
                              FROM slot
                             WHERE slot.subscription_id = subscription AND slot.channel = candidate.channel
                               AND slot.state = 'OPEN' AND slot.leased_until <= now()
                             LIMIT 1) IS NOT NULL THEN CASE WHEN comes_back THEN 'FULL' ELSE 'OUT' END
                  WHEN ord IN (SELECT unnest(claim.ords) FROM claim) THEN 'LOST'
                  ELSE 'YIELDED' END,
             (SELECT min(tickets[1])
                FROM wait_queue
               WHERE wait_queue.subscription = candidate.subscription
                 AND wait_queue.pin IN ('', candidate.channel)),
       ARRAY(SELECT DISTINCT slot.channel
               FROM slot
              WHERE slot.channel = candidate.channel
                AND slot.state = 'DRAINING' AND slot.leased_until <= now())
  FROM candidate
 WHERE ord NOT IN (SELECT granted.ord FROM granted)
