-- Records that could not be read in the last week, by hour and reason.
SELECT
  date_trunc('hour', ts_arrival) AS hour_of_arrival,
  reason,
  count(*) AS records,
  count(DISTINCT shard_id) AS shards,
  min(message) AS example
FROM dead_letters
WHERE ts_arrival >= current_timestamp - INTERVAL '7' DAY
GROUP BY 1, 2
ORDER BY 1 DESC, 3 DESC
