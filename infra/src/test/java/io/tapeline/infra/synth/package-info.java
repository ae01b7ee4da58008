/** Synthesizes the stacks for tests. */
@NullMarked
package io.tapeline.infra.synth;

import org.jspecify.annotations.NullMarked;
