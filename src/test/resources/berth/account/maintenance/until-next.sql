SELECT extract(epoch FROM next.due_at - clock_timestamp())::float8 AS seconds
  FROM (SELECT due_at FROM account WHERE status = $1 AND due_at IS NOT NULL AND (status = 'COOLING' OR NOT paused) ORDER BY due_at LIMIT 1) AS next
