/** Refusals, in the form of RFC 9457. */
@NullMarked
package io.tapeline.live.problem;

import org.jspecify.annotations.NullMarked;
