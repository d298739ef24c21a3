WITH new AS MATERIALIZED (
  SELECT subscription_id, channel
    FROM account
   WHERE due_at IS NULL AND status = 'ACTIVE' AND NOT paused
   LIMIT 1000
     FOR NO KEY UPDATE SKIP LOCKED
)
UPDATE account
   SET due_at = clock_timestamp() + make_interval(secs => random() * $1)
  FROM new
 WHERE account.subscription_id = new.subscription_id AND account.channel = new.channel
