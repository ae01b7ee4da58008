/** The program behind {@link io.tapeline.local.standins.CatalogStandIn}; it runs in a JVM of its own. */
@NullMarked
package io.tapeline.local.standins.catalog;

import org.jspecify.annotations.NullMarked;
