/** The whole job, on the stand-ins. */
@NullMarked
package io.tapeline.stream.pipeline;

import org.jspecify.annotations.NullMarked;
