SELECT account.channel, CASE WHEN account.paused THEN 'paused' ELSE lower(account.status) END AS status,
       CASE WHEN NOT account.paused THEN account.moderation END AS message,
       count(*) OVER () AS accounts
  FROM account
 WHERE account.subscription_id = $1 AND ($2::text IS NULL OR account.channel = $2)
 ORDER BY account.channel
 LIMIT 20
