/** Who may post what, and how much: API keys, their limits, and the record of what was done with them. */
@NullMarked
package io.tapeline.ingest.trust;

import org.jspecify.annotations.NullMarked;
