/** The live stream: bars and indicators as JSON, final and provisional. */
@NullMarked
package io.tapeline.stream.live;

import org.jspecify.annotations.NullMarked;
