SELECT
  (SELECT count(*) FROM bar_differences WHERE bar_differences.run_id IN
    (SELECT batch_runs.run_id FROM batch_runs WHERE batch_runs.started_at >= current_timestamp - INTERVAL '1' DAY)),
  (SELECT count(*) FROM
    (SELECT max_by(batch_runs.status, batch_runs.started_at) AS last_status FROM batch_runs
      WHERE batch_runs.started_at >= current_timestamp - INTERVAL '1' DAY
      GROUP BY batch_runs.trading_date, batch_runs.step) WHERE last_status = 'failed'),
  (SELECT count(*) FROM late_trades WHERE late_trades.kind = 'trade' AND NOT late_trades.applied
    AND late_trades.ts_ingest >= current_timestamp - INTERVAL '1' DAY),
  (SELECT count(*) FROM dead_letters WHERE dead_letters.ts_arrival >= current_timestamp - INTERVAL '1' DAY)
