package io.tapeline.ingest.post;

import java.time.Duration;

/**
 * The bounds of a post. Built and checked by the service's configuration.
 *
 * @param maxBodyBytes the longest body, decompressed
 * @param maxRatio how many times its size a compressed body may grow
 * @param maxPosts how many posts are read at once
 * @param maxListed how many rejected items are listed
 * @param bufferPatience how long to wait for room in the publisher's buffer
 * @param ackTimeout how long to wait for the stream's acknowledgement
 */
public record PostLimits(
        long maxBodyBytes, int maxRatio, int maxPosts, int maxListed, Duration bufferPatience, Duration ackTimeout) {}
