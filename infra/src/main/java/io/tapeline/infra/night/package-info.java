/** The night: its schedule, its workflow, and what keeps two of them apart. */
@NullMarked
package io.tapeline.infra.night;

import org.jspecify.annotations.NullMarked;
