/** The stream job: batches from Kinesis in; bars, indicators and trades to the lake and to the live stream out. */
@NullMarked
package io.tapeline.stream;

import org.jspecify.annotations.NullMarked;
