-- Steps of the nightly runs of the last week, the newest first: how they ended, how long they took, what they read and wrote.
SELECT
  trading_date,
  run_id,
  step,
  status,
  started_at,
  date_diff('second', started_at, ended_at) AS seconds,
  rows_in,
  rows_out,
  message
FROM batch_runs
WHERE trading_date >= current_date - INTERVAL '7' DAY
ORDER BY started_at DESC
