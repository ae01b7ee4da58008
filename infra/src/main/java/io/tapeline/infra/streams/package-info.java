/** The two Kinesis streams. */
@NullMarked
package io.tapeline.infra.streams;

import org.jspecify.annotations.NullMarked;
