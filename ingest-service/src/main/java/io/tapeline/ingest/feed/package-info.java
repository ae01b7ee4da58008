/** The clocks of what is published: the wall's for live events, the events' own in a replay. */
@NullMarked
package io.tapeline.ingest.feed;

import org.jspecify.annotations.NullMarked;
