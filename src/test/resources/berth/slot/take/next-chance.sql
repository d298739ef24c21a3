SELECT coalesce(extract(epoch FROM least(min(slot.leased_until) FILTER (WHERE (account.status = 'ACTIVE' AND NOT account.paused)),
                                         min(coalesce(account.cooling_until, account.moderated_until)) FILTER (WHERE (account.status IN ('COOLING', 'MODERATED') AND account.due_at IS NOT NULL AND NOT account.paused)))
                                   - clock_timestamp()), 0)::float8 AS seconds
  FROM account
       LEFT JOIN slot ON slot.channel = account.channel AND slot.leased_until > now()
 WHERE account.subscription_id = $1 AND ($2::text IS NULL OR account.channel = $2)
