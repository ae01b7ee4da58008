/** The jar for a cluster, on a Flink distribution: processes and class path as there, nothing of this build's own. */
@NullMarked
package io.tapeline.stream.emr;

import org.jspecify.annotations.NullMarked;
