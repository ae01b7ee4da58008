/** The lake's tables as Flink sinks, and the rows written to them. */
@NullMarked
package io.tapeline.stream.lake;

import org.jspecify.annotations.NullMarked;
