package io.tapeline.ingest.socket;

import io.tapeline.ingest.api.Problem;
import io.tapeline.ingest.post.PostType;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came.
 *
 * @param number its place on the connection, from 1
 * @param format JSON if it was text, Avro if it was binary
 * @param bytes what is in it; nothing if it has a fault
 * @param fault why it is not to be read; null if it is
 */
// An array, because a message is read once and never compared.
@SuppressWarnings("ArrayRecordComponent")
record Message(
        long number,
        PostType.Format format,
        byte[] bytes,
        @Nullable Problem fault) {}
