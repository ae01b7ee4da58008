/** Tests. */
@NullMarked
package io.tapeline.local.kinesis.log;

import org.jspecify.annotations.NullMarked;
