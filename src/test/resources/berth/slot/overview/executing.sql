SELECT slot.channel, slot.number, slot.fence, slot.ref, slot.granted_at, slot.leased_until,
       date_part('epoch', slot.leased_until - clock_timestamp()) AS seconds_left
  FROM slot
 WHERE subscription_id = $1 AND leased_until > now() AND granted_at IS NOT NULL
   AND ($2::text IS NULL OR channel = $2)
 ORDER BY leased_until
 LIMIT $3
