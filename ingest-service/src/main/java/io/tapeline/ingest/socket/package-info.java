/** The WebSocket endpoint: one connection, many messages, each acknowledged by its number. */
@NullMarked
package io.tapeline.ingest.socket;

import org.jspecify.annotations.NullMarked;
