/** The HTTP API: resources, answers and problems. */
@NullMarked
package io.tapeline.ingest.api;

import org.jspecify.annotations.NullMarked;
