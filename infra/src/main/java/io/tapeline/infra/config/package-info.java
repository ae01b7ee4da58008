/** What the infrastructure can be told, and the profiles that tell it. */
@NullMarked
package io.tapeline.infra.config;

import org.jspecify.annotations.NullMarked;
