/** Kinesis records in, slices out: watermarks, decoding, dead letters. */
@NullMarked
package io.tapeline.stream.source;

import org.jspecify.annotations.NullMarked;
