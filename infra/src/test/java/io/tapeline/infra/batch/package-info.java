/** Tests of the other places for the night. */
@NullMarked
package io.tapeline.infra.batch;

import org.jspecify.annotations.NullMarked;
