/** The keyed operator around the pure bar states, with its state's serializer. */
@NullMarked
package io.tapeline.stream.bars;

import org.jspecify.annotations.NullMarked;
