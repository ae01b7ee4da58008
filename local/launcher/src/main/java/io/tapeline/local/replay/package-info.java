/**
 * Replays files of trades through the HTTP API, in order, each trade until it is acknowledged.
 *
 * <p>{@link io.tapeline.local.replay.TradeFiles} reads a file as the API's JSON lines; {@link
 * io.tapeline.local.replay.Replayer} posts them, at a {@link io.tapeline.local.replay.Pace}; {@link
 * io.tapeline.local.replay.ReplayStore} keeps how far one has come.
 */
@NullMarked
package io.tapeline.local.replay;

import org.jspecify.annotations.NullMarked;
