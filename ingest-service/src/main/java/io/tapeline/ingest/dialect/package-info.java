/** The messages of venues as the venues send them, read into events. */
@NullMarked
package io.tapeline.ingest.dialect;

import org.jspecify.annotations.NullMarked;
