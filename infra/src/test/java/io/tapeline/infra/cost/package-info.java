/** Tests of the estimate of costs, by examples worked by hand. */
@NullMarked
package io.tapeline.infra.cost;

import org.jspecify.annotations.NullMarked;
