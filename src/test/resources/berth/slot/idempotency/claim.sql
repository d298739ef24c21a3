WITH requested AS (
  SELECT *
    FROM unnest($1::bigint[], $2::text[], $3::uuid[], $4::float8[])
         WITH ORDINALITY AS requested (subscription, key, owner, seconds, ord)
), owned AS (
  INSERT INTO idempotency_key AS key_row
         (subscription_id, key, owner, pod, owned_at, pending_until)
  SELECT DISTINCT ON (subscription, key)
         subscription, key, owner, $5::uuid, clock_timestamp(),
         clock_timestamp() + make_interval(secs => seconds)
    FROM requested
   ORDER BY subscription, key, ord
      ON CONFLICT (subscription_id, key) DO UPDATE
     SET owner = excluded.owner, pod = excluded.pod,
         owned_at = excluded.owned_at, pending_until = excluded.pending_until,
         channel = NULL, number = NULL, fence = NULL
   WHERE CASE WHEN key_row.fence IS NULL
              THEN key_row.owned_at < now() - interval '2500 milliseconds'
                   AND NOT (key_row.pending_until > now()
                            AND EXISTS (SELECT
                                          FROM waiting_pod
                                         WHERE waiting_pod.pod = key_row.pod AND alive_until > now()))
              ELSE EXISTS (SELECT
                             FROM slot
                            WHERE slot.subscription_id = key_row.subscription_id
                              AND slot.channel = key_row.channel AND slot.number = key_row.number
                              AND (slot.fence > key_row.fence
                                   OR slot.fence = key_row.fence
                                      AND (slot.leased_until = '-infinity'
                                           OR slot.leased_until < now() - interval '2000 milliseconds')))
         END
  RETURNING owner
)
SELECT requested.owner IN (SELECT owned.owner FROM owned) AS owned, slot.channel, slot.number, slot.fence, slot.ref, slot.granted_at, slot.leased_until,
                                                                    date_part('epoch', slot.leased_until - clock_timestamp()) AS seconds_left,
       token_key_id, token_ciphertext
  FROM requested
       LEFT JOIN LATERAL (SELECT key_row.*
                            FROM idempotency_key AS key_row
                           WHERE key_row.subscription_id = subscription
                             AND key_row.key = requested.key
                          OFFSET 0) AS key_row ON true
       LEFT JOIN LATERAL (SELECT slot.*
                            FROM slot
                           WHERE slot.subscription_id = subscription
                             AND slot.channel = key_row.channel
                             AND slot.number = key_row.number
                             AND slot.fence = key_row.fence AND slot.leased_until > now()
                          OFFSET 0) AS slot ON true
       LEFT JOIN LATERAL (SELECT account.token_key_id, account.token_ciphertext
                            FROM account
                           WHERE account.subscription_id = subscription
                             AND account.channel = slot.channel
                          OFFSET 0) AS account ON true
 ORDER BY ord
