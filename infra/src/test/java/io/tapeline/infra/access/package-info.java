/** Tests of the package. */
@NullMarked
package io.tapeline.infra.access;

import org.jspecify.annotations.NullMarked;
