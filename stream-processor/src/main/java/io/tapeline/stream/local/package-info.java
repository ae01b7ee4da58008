/** What a cluster would do, when the job runs alone: its settings, and its stop when told to. */
@NullMarked
package io.tapeline.stream.local;

import org.jspecify.annotations.NullMarked;
