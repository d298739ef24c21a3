WITH due AS MATERIALIZED (
  SELECT subscription_id, channel
    FROM account
   WHERE status = $1 AND due_at <= clock_timestamp() AND due_at IS NOT NULL AND (status = 'COOLING' OR NOT paused)
   ORDER BY due_at
   LIMIT $2
     FOR NO KEY UPDATE SKIP LOCKED
)
UPDATE account
   SET due_at = clock_timestamp() + make_interval(secs => $3)
  FROM due
 WHERE account.subscription_id = due.subscription_id AND account.channel = due.channel
RETURNING account.subscription_id, account.channel, token_key_id, token_ciphertext, status
