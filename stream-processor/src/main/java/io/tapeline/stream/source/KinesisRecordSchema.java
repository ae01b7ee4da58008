package io.tapeline.stream.source;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kinesis.source.serialization.KinesisDeserializationSchema;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.Record;
import org.apache.flink.util.Collector;

/** Hands records on as they are: nothing in a record can fail here. */
final class KinesisRecordSchema implements KinesisDeserializationSchema<KinesisRecord> {
    private static final long serialVersionUID = 1;

    @Override
    public void deserialize(Record read, String stream, String shardId, Collector<KinesisRecord> output) {
        output.collect(new KinesisRecord(
                read.data().asByteArrayUnsafe(),
                shardId,
                read.sequenceNumber(),
                read.approximateArrivalTimestamp().toEpochMilli()));
    }

    @Override
    public TypeInformation<KinesisRecord> getProducedType() {
        return TypeInformation.of(KinesisRecord.class);
    }
}
