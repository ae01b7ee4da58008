/** What a cluster would do, when the job runs alone: resume from its newest checkpoint, stop when told to. */
@NullMarked
package io.tapeline.stream.local;

import org.jspecify.annotations.NullMarked;
