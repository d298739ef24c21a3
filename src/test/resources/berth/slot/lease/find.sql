SELECT slot.channel, slot.number, slot.fence, slot.ref, slot.granted_at, slot.leased_until,
       date_part('epoch', slot.leased_until - clock_timestamp()) AS seconds_left
  FROM slot
 WHERE subscription_id = $1 AND channel = $2 AND number = $3 AND fence = $4
   AND leased_until > clock_timestamp()
