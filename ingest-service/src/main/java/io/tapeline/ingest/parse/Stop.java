package io.tapeline.ingest.parse;

/**
 * Where and why the reading of a body ended before its end. The items before stand.
 *
 * @param index the first item not read, from 0
 * @param offset the byte of the (decompressed) body at which the reading ended, from 0
 * @param code why
 * @param message why, for people
 */
public record Stop(long index, long offset, RejectCode code, String message) {}
