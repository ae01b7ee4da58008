/** Tests of the lake. */
@NullMarked
package io.tapeline.infra.lake;

import org.jspecify.annotations.NullMarked;
