SELECT subscription_id, CASE WHEN (account.status = 'ACTIVE' AND NOT account.paused) THEN max_jobs ELSE 0 END, (account.status = 'ACTIVE' AND NOT account.paused)
  FROM channel JOIN account USING (subscription_id, channel)
 WHERE channel = ?1
