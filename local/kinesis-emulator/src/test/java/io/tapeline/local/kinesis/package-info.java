/** Tests. */
@NullMarked
package io.tapeline.local.kinesis;

import org.jspecify.annotations.NullMarked;
