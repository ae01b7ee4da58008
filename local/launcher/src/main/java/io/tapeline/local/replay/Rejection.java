package io.tapeline.local.replay;

/**
 * One trade that the service did not accept.
 *
 * @param line of the file, from 1
 * @param code why, as a code
 * @param message why, in words
 */
public record Rejection(long line, String code, String message) {}
