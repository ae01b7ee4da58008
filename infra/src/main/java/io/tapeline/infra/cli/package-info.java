/** The commands of {@code ./tapeline infra}. */
@NullMarked
package io.tapeline.infra.cli;

import org.jspecify.annotations.NullMarked;
