/** Tests of what every stack stands on, and of the settings that every stack is told. */
@NullMarked
package io.tapeline.infra.foundation;

import org.jspecify.annotations.NullMarked;
