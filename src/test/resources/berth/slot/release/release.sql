UPDATE slot
   SET leased_until = '-infinity', ref = NULL
  FROM account
 WHERE slot.subscription_id = ?1 AND slot.channel = ?2
   AND slot.number = ?3 AND slot.fence = ?4
   AND slot.leased_until > clock_timestamp()
   AND account.subscription_id = slot.subscription_id AND account.channel = slot.channel
   AND slot.granted_at > account.token_since + interval '4000 milliseconds'
RETURNING date_part('epoch', clock_timestamp() - slot.granted_at)
