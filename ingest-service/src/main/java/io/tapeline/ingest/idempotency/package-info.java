/** Posts that are sent again under the same key: answered again, not run again. */
@NullMarked
package io.tapeline.ingest.idempotency;

import org.jspecify.annotations.NullMarked;
