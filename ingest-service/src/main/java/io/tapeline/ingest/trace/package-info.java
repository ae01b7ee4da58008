/** Posts and calls as OpenTelemetry spans; nothing else of the service knows OpenTelemetry. */
@NullMarked
package io.tapeline.ingest.trace;

import org.jspecify.annotations.NullMarked;
