/** The service put together: configuration, wiring, start and end, health and metrics. */
@NullMarked
package io.tapeline.ingest;

import org.jspecify.annotations.NullMarked;
