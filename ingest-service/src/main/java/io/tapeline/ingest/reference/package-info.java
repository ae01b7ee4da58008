/** Reference data: the instruments there are, from a file, and whether others are taken. */
@NullMarked
package io.tapeline.ingest.reference;

import org.jspecify.annotations.NullMarked;
