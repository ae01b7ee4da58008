/** The copy of the lake in a second region. */
@NullMarked
package io.tapeline.infra.recovery;

import org.jspecify.annotations.NullMarked;
