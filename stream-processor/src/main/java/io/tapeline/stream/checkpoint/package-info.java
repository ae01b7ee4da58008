/** Where the job goes on from. */
@NullMarked
package io.tapeline.stream.checkpoint;

import org.jspecify.annotations.NullMarked;
