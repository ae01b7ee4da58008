/** The market's values: trades, quotes, bars and the fixed-point numbers, intervals and buckets they are made of. */
@NullMarked
package io.tapeline.model;

import org.jspecify.annotations.NullMarked;
