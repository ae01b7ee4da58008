/** Records of the live stream to bars and indicators. No framework. */
@NullMarked
package io.tapeline.live.record;

import org.jspecify.annotations.NullMarked;
