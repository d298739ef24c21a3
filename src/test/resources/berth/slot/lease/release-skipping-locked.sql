WITH lease AS MATERIALIZED (
  SELECT slot.*
    FROM (SELECT *
            FROM unnest($1::bigint[], $2::text[], $3::smallint[], $4::bigint[])
                 AS requested (subscription_id, channel, number, fence)
           ORDER BY subscription_id, channel, number) AS requested,
         LATERAL (SELECT slot.*, slot.ctid AS location
                    FROM slot
                   WHERE slot.subscription_id = requested.subscription_id
                     AND slot.channel = requested.channel AND slot.number = requested.number
                     AND slot.fence = requested.fence
                     FOR NO KEY UPDATE OF slot SKIP LOCKED) AS slot
), released AS (
  UPDATE slot
     SET leased_until = '-infinity', ref = NULL
    FROM lease
   WHERE lease.leased_until > clock_timestamp() AND slot.ctid = lease.location
  RETURNING slot.subscription_id, slot.channel, slot.number, slot.fence,
            date_part('epoch', clock_timestamp() - slot.granted_at) AS seconds_held
)
SELECT subscription_id, channel, number, fence, NULL AS seconds_held
  FROM lease
 WHERE leased_until = '-infinity'
UNION ALL
SELECT subscription_id, channel, number, fence, seconds_held
  FROM released
