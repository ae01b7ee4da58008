-- Delay of trades by venue and hour of the last day: from the exchange's clock to ours, and from the publisher's to ours.
SELECT
  venue,
  date_trunc('hour', ts_event) AS hour_of_trades,
  count(*) AS trades,
  avg(date_diff('millisecond', ts_event, ts_ingest)) AS from_exchange_ms,
  max(date_diff('millisecond', ts_event, ts_ingest)) AS from_exchange_longest_ms,
  avg(date_diff('millisecond', ts_recv, ts_ingest)) AS from_publisher_ms
FROM trades
WHERE ts_event >= current_timestamp - INTERVAL '1' DAY
GROUP BY 1, 2
ORDER BY 1, 2
