/**
 * The bytes on the stream: one batch of market events as one record. {@link io.tapeline.wire.BatchEncoder} writes it,
 * {@link io.tapeline.wire.BatchDecoder} reads it; the format is described in {@code docs/wire-format.md}.
 */
@NullMarked
package io.tapeline.wire;

import org.jspecify.annotations.NullMarked;
