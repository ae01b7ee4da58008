/** The service put together: configuration, wiring, start and end, health and metrics. */
@NullMarked
package io.tapeline.live;

import org.jspecify.annotations.NullMarked;
