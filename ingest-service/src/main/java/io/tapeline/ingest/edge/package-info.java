/** Connections before there is a request on them: what no filter of requests gets to see. */
@NullMarked
package io.tapeline.ingest.edge;

import org.jspecify.annotations.NullMarked;
