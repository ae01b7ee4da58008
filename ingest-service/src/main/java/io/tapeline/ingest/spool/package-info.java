/**
 * Batches on disk from before they are first sent until the stream has them, so that a process that is killed loses none of
 * them. No framework; knows batches only as bytes.
 */
@NullMarked
package io.tapeline.ingest.spool;

import org.jspecify.annotations.NullMarked;
