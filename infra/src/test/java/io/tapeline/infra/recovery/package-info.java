/** Tests of the copy of the lake. */
@NullMarked
package io.tapeline.infra.recovery;

import org.jspecify.annotations.NullMarked;
