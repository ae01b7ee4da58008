package io.tapeline.live.kcl;

import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** Takes the consumers of enhanced fan-out away, which KCL registers. */
final class Consumers {
    private Consumers() {}

    /**
     * Takes one away, if it is there.
     *
     * @throws CompletionException if Kinesis does not do it
     */
    static void deregister(KinesisAsyncClient kinesis, String stream, String name) {
        try {
            String arn = kinesis.describeStreamSummary(b -> b.streamName(stream))
                    .join()
                    .streamDescriptionSummary()
                    .streamARN();
            kinesis.deregisterStreamConsumer(b -> b.streamARN(arn).consumerName(name))
                    .join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof ResourceNotFoundException)) {
                throw e;
            }
        }
    }
}
