/** Technical indicators of bars, by TA-Lib's definitions. Pure states without clock, log or framework. */
@NullMarked
package io.tapeline.analytics.indicators;

import org.jspecify.annotations.NullMarked;
