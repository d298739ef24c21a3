WITH lease AS MATERIALIZED (
  SELECT slot.*, seconds, keeps_duration
    FROM (SELECT subscription_id, channel, number, fence,
                 max(seconds) AS seconds, bool_or(seconds IS NULL) AS keeps_duration
            FROM unnest($1::bigint[], $2::text[], $3::smallint[], $4::bigint[], $5::float8[])
                 AS requested (subscription_id, channel, number, fence, seconds)
           GROUP BY subscription_id, channel, number, fence
           ORDER BY subscription_id, channel, number) AS requested,
         LATERAL (SELECT slot.*, slot.ctid AS location
                    FROM slot
                   WHERE slot.subscription_id = requested.subscription_id
                     AND slot.channel = requested.channel AND slot.number = requested.number
                     AND slot.fence = requested.fence
                     FOR NO KEY UPDATE OF slot SKIP LOCKED) AS slot
)
UPDATE slot
   SET leased_until = clock_timestamp() + make_interval(secs => greatest(
         seconds,
         CASE WHEN keeps_duration
              THEN least(greatest(
                           round(extract(epoch FROM lease.leased_until
                                         - greatest(lease.granted_at, lease.renewed_at))),
                           5),
                         3600)
         END)),
       renewed_at = clock_timestamp()
  FROM lease
 WHERE lease.leased_until > clock_timestamp() AND slot.ctid = lease.location
RETURNING slot.subscription_id, slot.channel, slot.number, slot.fence, slot.ref, slot.granted_at, slot.leased_until,
                                date_part('epoch', slot.leased_until - clock_timestamp()) AS seconds_left,
          (SELECT CASE WHEN account.paused THEN 'paused' ELSE lower(account.status) END
             FROM account
            WHERE account.subscription_id = slot.subscription_id
              AND account.channel = slot.channel) AS status
