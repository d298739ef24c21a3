WITH pending AS MATERIALIZED (
  SELECT location
    FROM (SELECT *
            FROM unnest($1::bigint[], $2::text[], $3::uuid[])
                 AS requested (subscription_id, key, owner)
           ORDER BY subscription_id, key) AS requested,
         LATERAL (SELECT key_row.ctid AS location
                    FROM idempotency_key AS key_row
                   WHERE key_row.subscription_id = requested.subscription_id
                     AND key_row.key = requested.key AND key_row.owner = requested.owner
                     AND key_row.fence IS NULL
                     FOR UPDATE OF key_row) AS key_row
)
DELETE FROM idempotency_key
 USING pending
 WHERE idempotency_key.ctid = pending.location
