/** A faithful Kinesis Data Streams for one machine: how to start it, embedded or as a process. */
@NullMarked
package io.tapeline.local.kinesis;

import org.jspecify.annotations.NullMarked;
