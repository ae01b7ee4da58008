/** Tests of what watches the pipeline. */
@NullMarked
package io.tapeline.infra.observability;

import org.jspecify.annotations.NullMarked;
