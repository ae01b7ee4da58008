/** The WebSocket: subscriptions, what a client has been told, and the bounds of both. */
@NullMarked
package io.tapeline.live.socket;

import org.jspecify.annotations.NullMarked;
