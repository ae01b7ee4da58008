/** Streams, shards, sequence numbers, iterators, quotas: what Kinesis is, without how it is spoken to. */
@NullMarked
package io.tapeline.local.kinesis.stream;

import org.jspecify.annotations.NullMarked;
