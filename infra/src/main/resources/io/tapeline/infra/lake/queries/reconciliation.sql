-- Differences that the night has found between the streamed bars and its own, by date, interval and kind, in the last thirty days.
SELECT
  trading_date,
  "interval",
  kind,
  count(*) AS bars,
  count(DISTINCT symbol) AS symbols,
  min(ts_start) AS first_bar,
  max(ts_start) AS last_bar
FROM bar_differences
WHERE trading_date >= current_date - INTERVAL '30' DAY
GROUP BY trading_date, "interval", kind
ORDER BY trading_date DESC, "interval", kind
