/** Tests of the cluster. */
@NullMarked
package io.tapeline.infra.cluster;

import org.jspecify.annotations.NullMarked;
