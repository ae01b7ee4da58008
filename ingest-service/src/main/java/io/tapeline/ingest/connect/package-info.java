/** Feeds that the service pulls itself: venues' sockets, polled addresses, recorded files. */
@NullMarked
package io.tapeline.ingest.connect;

import org.jspecify.annotations.NullMarked;
