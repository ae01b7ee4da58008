/** The lake as the nightly batch sees it: Spark for rows, Iceberg for metadata. */
@NullMarked
package io.tapeline.batch.lake;

import org.jspecify.annotations.NullMarked;
