package io.tapeline.stream.bars;

import static java.util.Objects.requireNonNull;

import io.tapeline.model.Slice;
import io.tapeline.stream.types.SingletonTypeInfo;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What the nightly rebuild has to see beside the archived trades: trades that came too late for the stream's bars, and
 * every correction and cancel.
 *
 * @param slice the late trades, corrections and cancels
 * @param applied whether the stream's bars hold them
 */
public record LateEvents(Slice slice, boolean applied) {
    /** The type information, without Kryo. */
    public static final TypeInformation<LateEvents> TYPE =
            Types.POJO(LateEvents.class, Map.of("slice", SingletonTypeInfo.SLICE, "applied", Types.BOOLEAN));

    public LateEvents {
        requireNonNull(slice, "slice is null");
    }
}
