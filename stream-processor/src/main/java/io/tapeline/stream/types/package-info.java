/** How slices cross the network and rest in checkpoints. */
@NullMarked
package io.tapeline.stream.types;

import org.jspecify.annotations.NullMarked;
