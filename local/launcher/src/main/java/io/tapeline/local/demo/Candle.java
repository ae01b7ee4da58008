package io.tapeline.local.demo;

import java.time.Instant;

/** One candle of the chart. */
record Candle(Instant start, double open, double high, double low, double close) {}
