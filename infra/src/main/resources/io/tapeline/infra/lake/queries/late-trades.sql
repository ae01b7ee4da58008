-- Late trades, corrections and cancels of the last week, by day and kind: how many, and whether the stream's bars hold them.
SELECT
  date_trunc('day', ts_event) AS trading_day,
  kind,
  applied,
  count(*) AS events,
  count(DISTINCT symbol) AS symbols,
  max(date_diff('second', ts_event, ts_ingest)) AS longest_delay_seconds
FROM late_trades
WHERE ts_event >= current_timestamp - INTERVAL '7' DAY
GROUP BY 1, 2, 3
ORDER BY 1 DESC, 2, 3
