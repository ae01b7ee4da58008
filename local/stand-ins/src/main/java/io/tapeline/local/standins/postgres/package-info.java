/** The program behind {@link io.tapeline.local.standins.PostgresStandIn}; it runs in a JVM of its own. */
@NullMarked
package io.tapeline.local.standins.postgres;

import org.jspecify.annotations.NullMarked;
