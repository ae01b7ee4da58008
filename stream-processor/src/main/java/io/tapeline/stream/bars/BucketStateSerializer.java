package io.tapeline.stream.bars;

import io.tapeline.analytics.bars.BucketState;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A bucket's state in checkpoints, in the state's own binary form. That form begins with its version, so states of
 * different versions may lie in one checkpoint, and the serializer itself never changes.
 */
public final class BucketStateSerializer extends TypeSerializerSingleton<BucketState> {
    private static final long serialVersionUID = 1;

    @Override
    public void serialize(BucketState state, DataOutputView target) throws IOException {
        state.write(target);
    }

    @Override
    public BucketState deserialize(DataInputView source) throws IOException {
        return BucketState.read(source);
    }

    @Override
    public BucketState copy(BucketState from) {
        return from.copy();
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public BucketState createInstance() {
        return new BucketState(0);
    }

    @Override
    public BucketState copy(BucketState from, BucketState reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public BucketState deserialize(BucketState reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public TypeSerializerSnapshot<BucketState> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The snapshot of the one serializer there is. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<BucketState> {
        public Snapshot() {
            super(BucketStateSerializer::new);
        }
    }
}
