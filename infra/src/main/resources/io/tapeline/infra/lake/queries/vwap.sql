-- Volume-weighted average price of each symbol and hour of the last day, from the latest bars.
SELECT
  symbol,
  ts_start,
  CAST(notional AS double) / CAST(volume AS double) AS vwap,
  volume,
  trade_count
FROM (
  SELECT *, row_number() OVER (PARTITION BY symbol, "interval", ts_start ORDER BY revision DESC) AS place
  FROM bars
  WHERE "interval" = '1h'
    AND ts_start >= current_timestamp - INTERVAL '1' DAY
)
WHERE place = 1
  AND volume > 0
ORDER BY symbol, ts_start
