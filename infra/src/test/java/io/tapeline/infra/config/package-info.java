/** Tests of the package. */
@NullMarked
package io.tapeline.infra.config;

import org.jspecify.annotations.NullMarked;
