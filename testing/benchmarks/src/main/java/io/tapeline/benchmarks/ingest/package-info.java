/** The ingest service as its producers see it: events a second, time to acknowledgement, records used, memory. */
@NullMarked
package io.tapeline.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
