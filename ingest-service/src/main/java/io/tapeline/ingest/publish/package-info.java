/**
 * From trades to acknowledged records: one open batch for each range of buckets, one record of a range in flight, retried
 * until the stream has it. No framework; the stream is a port.
 */
@NullMarked
package io.tapeline.ingest.publish;

import org.jspecify.annotations.NullMarked;
