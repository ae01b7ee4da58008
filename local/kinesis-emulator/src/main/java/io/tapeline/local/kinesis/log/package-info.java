/** The append-only log of one shard: framed records in segments, in the heap or in files. */
@NullMarked
package io.tapeline.local.kinesis.log;

import org.jspecify.annotations.NullMarked;
