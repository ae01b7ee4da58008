/** What flows between operators, and how it crosses the network and rests in checkpoints. */
@NullMarked
package io.tapeline.stream.types;

import org.jspecify.annotations.NullMarked;
