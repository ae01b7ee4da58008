/** Bytes and nanoseconds a trade on the wire. */
@NullMarked
package io.tapeline.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
