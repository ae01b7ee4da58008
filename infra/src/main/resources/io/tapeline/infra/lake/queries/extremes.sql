-- Symbols whose last hourly indicators are stretched: RSI above 70 or below 30, or a close outside the Bollinger bands.
SELECT b.symbol, b.ts_start, b.close, i.rsi_14, i.bollinger_lower, i.bollinger_upper
FROM (
  SELECT *, row_number() OVER (PARTITION BY symbol ORDER BY ts_start DESC, revision DESC) AS place
  FROM bars
  WHERE "interval" = '1h'
    AND ts_start >= current_timestamp - INTERVAL '2' DAY
) b
JOIN (
  SELECT *, row_number() OVER (PARTITION BY symbol ORDER BY ts_start DESC, revision DESC) AS place
  FROM indicators
  WHERE "interval" = '1h'
    AND ts_start >= current_timestamp - INTERVAL '2' DAY
) i ON i.symbol = b.symbol AND i.ts_start = b.ts_start
WHERE b.place = 1
  AND i.place = 1
  AND (i.rsi_14 > 70
    OR i.rsi_14 < 30
    OR CAST(b.close AS double) > i.bollinger_upper
    OR CAST(b.close AS double) < i.bollinger_lower)
ORDER BY b.symbol
