package io.tapeline.stream.lake;

import io.tapeline.stream.types.SingletonTypeInfo;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.InvalidTypesException;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.InstantiationUtil;
import org.apache.iceberg.flink.sink.FlinkWriteResult;
import org.apache.iceberg.io.WriteResult;

/**
 * How Iceberg's writers tell its committer of their files. Iceberg leaves that to Kryo, which the job forbids; the class
 * is made for Java's own serialization, so that is what it gets. A few small elements a checkpoint, never in state.
 */
public final class WriteResultTypeFactory extends TypeInfoFactory<FlinkWriteResult> {
    /**
     * Makes it known to Flink, for this JVM. Not through {@code pipeline.serialization-config}, which ends in the same
     * place but fails when two environments of one JVM carry it.
     */
    static void register() {
        try {
            TypeExtractor.registerFactory(FlinkWriteResult.class, WriteResultTypeFactory.class);
        } catch (InvalidTypesException registeredBefore) {
            // By an earlier call: it is there, which is all that matters.
        }
    }

    @Override
    public TypeInformation<FlinkWriteResult> createTypeInfo(
            Type type, Map<String, TypeInformation<?>> genericParameters) {
        return new SingletonTypeInfo<>(FlinkWriteResult.class, WriteResultSerializer.INSTANCE);
    }

    private static final class WriteResultSerializer extends TypeSerializerSingleton<FlinkWriteResult> {
        private static final long serialVersionUID = 1;
        private static final WriteResultSerializer INSTANCE = new WriteResultSerializer();

        @Override
        public void serialize(FlinkWriteResult result, DataOutputView target) throws IOException {
            byte[] bytes = InstantiationUtil.serializeObject(result);
            target.writeInt(bytes.length);
            target.write(bytes);
        }

        @Override
        public FlinkWriteResult deserialize(DataInputView source) throws IOException {
            byte[] bytes = new byte[source.readInt()];
            source.readFully(bytes);
            try {
                return InstantiationUtil.deserializeObject(bytes, FlinkWriteResult.class.getClassLoader());
            } catch (ClassNotFoundException impossible) {
                throw new IOException("Iceberg lacks its own classes", impossible);
            }
        }

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public FlinkWriteResult createInstance() {
            return new FlinkWriteResult(
                    0, WriteResult.builder().addDataFiles(List.of()).build());
        }

        @Override
        public FlinkWriteResult copy(FlinkWriteResult from) {
            return from;
        }

        @Override
        public FlinkWriteResult copy(FlinkWriteResult from, FlinkWriteResult reuse) {
            return from;
        }

        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public FlinkWriteResult deserialize(FlinkWriteResult reuse, DataInputView source) throws IOException {
            return deserialize(source);
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            serialize(deserialize(source), target);
        }

        @Override
        public TypeSerializerSnapshot<FlinkWriteResult> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** The snapshot of the one serializer there is. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<FlinkWriteResult> {
        public Snapshot() {
            super(() -> WriteResultSerializer.INSTANCE);
        }
    }
}
