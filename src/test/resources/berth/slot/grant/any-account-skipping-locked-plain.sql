WITH request AS (
  SELECT requested.*,
         row_number() OVER (PARTITION BY subscription, ticket IS NULL ORDER BY ord) AS nth
    FROM (SELECT subscription, pin, yields, NULL::bigint AS ticket, ord
            FROM unnest($1::bigint[], $2::text[], $3::bool[])
                 WITH ORDINALITY AS requested (subscription, pin, yields, ord)) AS requested
), requesting AS MATERIALIZED (
  SELECT DISTINCT subscription FROM request
), drained AS (
  SELECT DISTINCT subscription, slot.channel
    FROM slot
         CROSS JOIN LATERAL (SELECT subscription_id
                               FROM channel
                              WHERE channel.channel = slot.channel
                             OFFSET 0) AS owner
         JOIN requesting ON subscription = owner.subscription_id
   WHERE slot.state = 'DRAINING' AND slot.leased_until <= now()
), free_slot AS (
  SELECT subscription, channel, number,
         sum(-ln(1 - random())) OVER (
           PARTITION BY subscription, channel ORDER BY number) AS draw_order,
         count(*) OVER (PARTITION BY subscription, channel)
         - row_number() OVER (
             PARTITION BY subscription, channel ORDER BY number) AS later_slots
    FROM requesting,
         LATERAL (SELECT channel, number
                    FROM slot
                   WHERE slot.subscription_id = subscription
                     AND slot.state = 'OPEN' AND slot.leased_until <= now()
                  OFFSET 0) AS slot
   WHERE subscription NOT IN (SELECT drained.subscription FROM drained)
), subscription_state AS (
  SELECT subscription, coalesce(slots, 0) AS free_slots,
         ARRAY(SELECT ticket
                 FROM (SELECT ticket, pin
                         FROM live_waiter
                        WHERE live_waiter.subscription_id = requesting.subscription
                       OFFSET 0) AS waiting
                WHERE pin = '' OR (requesting.subscription, pin) IN (
                        SELECT free_slot.subscription, free_slot.channel FROM free_slot)
                ORDER BY ticket
                LIMIT coalesce(slots, 0) + 1) AS tickets,
         CASE WHEN slots > 0 THEN NULL
              WHEN (SELECT rotation_size > 0
                      FROM subscription AS owner
                     WHERE owner.id = requesting.subscription)
                   OR (SELECT true
                         FROM account
                        WHERE account.subscription_id = requesting.subscription
                          AND (account.status IN ('COOLING', 'MODERATED') AND account.due_at IS NOT NULL AND NOT account.paused)
                        LIMIT 1)
              THEN 'FULL'
              WHEN (SELECT true
                      FROM account
                     WHERE account.subscription_id = requesting.subscription
                     LIMIT 1)
              THEN 'OUT'
              ELSE 'UNCONFIGURED' END AS denial
    FROM requesting
         LEFT JOIN (SELECT subscription, count(*) AS slots
                      FROM free_slot
                     GROUP BY subscription) AS counted USING (subscription)
), eligible AS (
  SELECT subscription, count(*) AS requests,
         array_agg(ord ORDER BY ticket NULLS LAST, ord) AS ords
    FROM request JOIN subscription_state USING (subscription)
   WHERE free_slots > 0
     -- the position in the queue
     AND NOT (yields AND coalesce(width_bucket(ticket, tickets), cardinality(tickets) + nth)
                         > free_slots)
   GROUP BY subscription
), reserved AS (
  SELECT subscription, pin AS channel, count(*) AS slots
    FROM (SELECT subscription, min(ticket) AS first_ticket
            FROM request
           GROUP BY subscription
          HAVING bool_and(yields)) AS yielding
         CROSS JOIN LATERAL (SELECT ticket, pin
                               FROM live_waiter
                              WHERE live_waiter.subscription_id = yielding.subscription
                             OFFSET 0) AS waiting
   WHERE pin <> '' AND (first_ticket IS NULL OR ticket < first_ticket)
   GROUP BY subscription, pin
), drawn AS (
  SELECT free_slot.*,
         row_number() OVER (PARTITION BY subscription ORDER BY draw_order) AS draw_number
    FROM free_slot LEFT JOIN reserved USING (subscription, channel)
   WHERE later_slots >= coalesce(slots, 0)
), locked_slot AS MATERIALIZED (
  SELECT subscription, channel, draw_number, location, expired
    FROM (SELECT subscription, channel, number, draw_number
            FROM drawn
           WHERE draw_number <= (SELECT requests
                                   FROM eligible
                                  WHERE eligible.subscription = drawn.subscription)
           ORDER BY subscription, channel, number) AS chosen,
         LATERAL (SELECT slot.ctid AS location, slot.leased_until > '-infinity' AS expired
                    FROM slot
                   WHERE slot.subscription_id = subscription
                     AND slot.channel = chosen.channel AND slot.number = chosen.number
                     AND slot.state = 'OPEN' AND slot.leased_until <= now()
                     FOR NO KEY UPDATE OF slot SKIP LOCKED) AS slot
), assigned AS MATERIALIZED (
  SELECT location, expired, token_key_id, token_ciphertext,
         ords[row_number() OVER (PARTITION BY subscription ORDER BY draw_number)] AS ord
    FROM locked_slot
         JOIN eligible USING (subscription)
         LEFT JOIN LATERAL (SELECT token_key_id, token_ciphertext
                              FROM account
                             WHERE account.subscription_id = locked_slot.subscription
                               AND account.channel = locked_slot.channel
                            OFFSET 0) AS account ON true
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
   UNION ALL SELECT ord, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, CASE WHEN free_slots > 0
        THEN CASE WHEN cardinality(tickets) = 0 OR ord IN (SELECT unnest(ords) FROM eligible)
                  THEN 'LOST'
                  ELSE 'YIELDED' END
        ELSE denial END,
       tickets[1],
       ARRAY(SELECT drained.channel
               FROM drained
              WHERE drained.subscription = request.subscription)
  FROM request JOIN subscription_state USING (subscription)
 WHERE ord NOT IN (SELECT granted.ord FROM granted)
