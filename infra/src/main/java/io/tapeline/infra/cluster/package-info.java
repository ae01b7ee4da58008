/** The EMR cluster that Flink and Spark share, and what keeps the stream job running on it. */
@NullMarked
package io.tapeline.infra.cluster;

import org.jspecify.annotations.NullMarked;
