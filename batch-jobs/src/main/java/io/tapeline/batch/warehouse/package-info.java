/** The load of a day into the SQL warehouse. */
@NullMarked
package io.tapeline.batch.warehouse;

import org.jspecify.annotations.NullMarked;
