-- Days of each symbol in the last thirty: return against the day before, range in percent of the open, share of the day's notional.
SELECT
  symbol,
  trading_date,
  close,
  CAST(close AS double) / CAST(previous_close AS double) - 1 AS daily_return,
  100 * (CAST(high AS double) - CAST(low AS double)) / CAST(open AS double) AS range_percent,
  CAST(notional AS double) / sum(CAST(notional AS double)) OVER (PARTITION BY trading_date) AS notional_share,
  volume,
  trade_count
FROM (
  SELECT *, lag(close) OVER (PARTITION BY symbol ORDER BY trading_date) AS previous_close
  FROM daily_bars
  WHERE trading_date >= current_date - INTERVAL '30' DAY
)
WHERE trade_count > 0
ORDER BY trading_date DESC, notional DESC
