/** Tests. */
@NullMarked
package io.tapeline.local.kinesis.stream;

import org.jspecify.annotations.NullMarked;
