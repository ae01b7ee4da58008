package io.tapeline.ingest.publish;

class FakeRecordStreamTest extends RecordStreamContract {
    @Override
    protected RecordStream streamOf(int shards) {
        return new FakeRecordStream(shards);
    }
}
