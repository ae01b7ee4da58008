/** What is known of each symbol: the newest bars and indicators of each interval. No framework, no clock. */
@NullMarked
package io.tapeline.live.board;

import org.jspecify.annotations.NullMarked;
