package io.tapeline.wire;

import io.tapeline.model.Side;

/** A side's place in the schema's enum: N, B, A. */
final class SideCodes {
    private static final Side[] BY_CODE = {Side.NONE, Side.BUY, Side.SELL};

    private SideCodes() {}

    static int toWire(Side side) {
        return switch (side) {
            case NONE -> 0;
            case BUY -> 1;
            case SELL -> 2;
        };
    }

    static Side fromWire(long code) throws WireException {
        if (code < 0 || code >= BY_CODE.length) {
            throw WireException.corrupt("no such side: " + code);
        }
        return BY_CODE[(int) code];
    }
}
