/** Tests of all stacks together. */
@NullMarked
package io.tapeline.infra;

import org.jspecify.annotations.NullMarked;
