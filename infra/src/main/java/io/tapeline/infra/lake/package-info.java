/** Buckets, catalog and queries. */
@NullMarked
package io.tapeline.infra.lake;

import org.jspecify.annotations.NullMarked;
