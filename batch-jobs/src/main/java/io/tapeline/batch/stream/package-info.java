/** What the night awaits of the stream. */
@NullMarked
package io.tapeline.batch.stream;

import org.jspecify.annotations.NullMarked;
