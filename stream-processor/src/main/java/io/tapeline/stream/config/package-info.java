/** The job's settings: read once at the edge, checked whole. */
@NullMarked
package io.tapeline.stream.config;

import org.jspecify.annotations.NullMarked;
