package io.tapeline.local.demo;

import java.time.Instant;

/** A bar's name among all bars of one symbol. */
record BarKey(String interval, Instant start) {}
