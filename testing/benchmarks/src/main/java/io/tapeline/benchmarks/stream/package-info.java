/** The stream function beside Flink SQL, on the same trades, in real Flink pipelines. */
@NullMarked
package io.tapeline.benchmarks.stream;

import org.jspecify.annotations.NullMarked;
