/** The daily bars. */
@NullMarked
package io.tapeline.batch.daily;

import org.jspecify.annotations.NullMarked;
