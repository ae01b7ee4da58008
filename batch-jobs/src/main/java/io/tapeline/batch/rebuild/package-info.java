/** The day's bars, built again from its trades and held against the streamed ones. */
@NullMarked
package io.tapeline.batch.rebuild;

import org.jspecify.annotations.NullMarked;
