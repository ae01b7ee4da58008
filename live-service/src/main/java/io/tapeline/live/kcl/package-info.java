/** Reads the live stream by the Kinesis Client Library. */
@NullMarked
package io.tapeline.live.kcl;

import org.jspecify.annotations.NullMarked;
