/** Tests of the package. */
@NullMarked
package io.tapeline.infra.cli;

import org.jspecify.annotations.NullMarked;
