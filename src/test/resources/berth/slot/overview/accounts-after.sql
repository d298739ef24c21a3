SELECT account.channel, CASE WHEN account.paused THEN 'paused' ELSE lower(account.status) END AS status, account.max_jobs, held.own AS executing,
       CASE WHEN (account.status = 'ACTIVE' AND NOT account.paused) THEN greatest(0, account.max_jobs - held.of_all) ELSE 0 END AS available
  FROM account CROSS JOIN LATERAL (
         SELECT count(*) AS of_all,
                count(*) FILTER (WHERE granted_at IS NOT NULL
                                   AND slot.subscription_id = account.subscription_id) AS own
           FROM slot
          WHERE slot.channel = account.channel AND leased_until > now()) AS held
 WHERE account.subscription_id = $1 AND account.channel > $2
 ORDER BY account.subscription_id, account.channel
 LIMIT $3
