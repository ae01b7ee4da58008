package io.tapeline.live.kcl;

/** How a shard is read. */
public enum Consumer {
    /** Five times a second at most, shared by all who poll: for one instance, or a few slow ones. */
    POLLING,
    /** Enhanced fan-out: pushed, with a throughput of its own for each instance, at most 20 of them a stream. */
    FAN_OUT
}
