/** The HTTP resources and their answers. */
@NullMarked
package io.tapeline.live.api;

import org.jspecify.annotations.NullMarked;
