/** Compaction and upkeep of the tables, beside a stream that writes to them. */
@NullMarked
package io.tapeline.batch.compact;

import org.jspecify.annotations.NullMarked;
