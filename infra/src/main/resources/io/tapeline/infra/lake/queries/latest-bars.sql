-- Bars of one minute of the last day as they stand: of each, the highest revision.
SELECT symbol, ts_start, open, high, low, close, volume, vwap, trade_count, revision, is_final, source
FROM (
  SELECT *, row_number() OVER (PARTITION BY symbol, "interval", ts_start ORDER BY revision DESC) AS place
  FROM bars
  WHERE "interval" = '1m'
    AND ts_start >= current_timestamp - INTERVAL '1' DAY
)
WHERE place = 1
  AND trade_count > 0
ORDER BY symbol, ts_start
