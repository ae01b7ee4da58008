-- Spread of each symbol and venue by hour of the last day, in basis points of the middle, and the part of quotes that are crossed.
SELECT
  symbol,
  venue,
  date_trunc('hour', ts_event) AS hour_of_quotes,
  count(*) AS quotes,
  10000 * avg((CAST(ask_price AS double) - CAST(bid_price AS double))
    / ((CAST(ask_price AS double) + CAST(bid_price AS double)) / 2)) AS spread_basis_points,
  avg(CASE WHEN bid_price > ask_price THEN 1e0 ELSE 0e0 END) AS crossed
FROM quotes
WHERE ts_event >= current_timestamp - INTERVAL '1' DAY
  AND bid_price > 0
  AND ask_price > 0
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3
