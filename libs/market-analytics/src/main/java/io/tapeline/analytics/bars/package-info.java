/** Bars from trades: exact, revisable, in any order of arrival. Pure states without clock, log or framework. */
@NullMarked
package io.tapeline.analytics.bars;

import org.jspecify.annotations.NullMarked;
