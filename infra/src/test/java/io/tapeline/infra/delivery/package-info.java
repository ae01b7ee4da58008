/** Tests of delivery. */
@NullMarked
package io.tapeline.infra.delivery;

import org.jspecify.annotations.NullMarked;
