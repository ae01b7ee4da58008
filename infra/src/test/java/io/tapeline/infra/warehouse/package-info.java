/** Tests of the warehouse. */
@NullMarked
package io.tapeline.infra.warehouse;

import org.jspecify.annotations.NullMarked;
