SELECT slot.channel, slot.number, slot.fence, slot.ref, slot.granted_at, slot.leased_until,
       date_part('epoch', slot.leased_until - clock_timestamp()) AS seconds_left
  FROM slot
 WHERE (subscription_id, channel, number) > ($1, $2, $3)
   AND (subscription_id, channel) <= ($1, $4)
   AND leased_until > now() AND granted_at IS NOT NULL
 ORDER BY subscription_id, channel, number
 LIMIT $5
