/** Tests of the night: its workflow is run. */
@NullMarked
package io.tapeline.infra.night;

import org.jspecify.annotations.NullMarked;
