package io.tapeline.ingest.kinesis;

import io.tapeline.ingest.publish.OpenShard;
import io.tapeline.ingest.publish.OutgoingRecord;
import io.tapeline.ingest.publish.PutOutcome;
import io.tapeline.ingest.publish.RecordStream;
import io.tapeline.ingest.publish.RecordStreamException;
import io.tapeline.ingest.publish.RecordStreamException.Kind;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClientBuilder;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;

/**
 * Kinesis Data Streams. Makes each call once: whether and when to repeat it is the publisher's business. Creates nothing.
 * Thread safe.
 */
public final class KinesisRecordStream implements RecordStream {
    private static final String THROUGHPUT_EXCEEDED = "ProvisionedThroughputExceededException";
    /** Errors of the service that another attempt can mend, although they are the caller's by their status. */
    private static final Set<String> TRANSIENT =
            Set.of("ExpiredTokenException", "RequestExpired", "RequestTimeout", "ResourceInUseException");

    private static final int THREADS = 2;
    /** Each range has one call under way at most; calls of many ranges share one. */
    private static final int CONNECTIONS = 64;

    private final KinesisAsyncClient client;
    private final SdkEventLoopGroup threads;
    private final KinesisSettings settings;

    /** Connects to the stream of these settings with the default credentials. */
    public static KinesisRecordStream connect(KinesisSettings settings) {
        SdkEventLoopGroup threads =
                SdkEventLoopGroup.builder().numberOfThreads(THREADS).build();
        KinesisAsyncClientBuilder builder = KinesisAsyncClient.builder()
                .region(Region.of(settings.region()))
                .overrideConfiguration(override -> override.retryStrategy(retry -> retry.maxAttempts(1)))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .protocol(Protocol.HTTP1_1)
                        .maxConcurrency(CONNECTIONS)
                        .eventLoopGroup(threads));
        settings.endpoint().ifPresent(builder::endpointOverride);
        return new KinesisRecordStream(builder.build(), threads, settings);
    }

    private KinesisRecordStream(KinesisAsyncClient client, SdkEventLoopGroup threads, KinesisSettings settings) {
        this.client = client;
        this.threads = threads;
        this.settings = settings;
    }

    @Override
    public String description() {
        return "Kinesis stream " + settings.streamArn().orElse(settings.stream()) + " at "
                + settings.endpoint().map(Object::toString).orElse(settings.region());
    }

    @Override
    public CompletionStage<List<OpenShard>> openShards() {
        return openShards(null, new ArrayList<>());
    }

    private CompletableFuture<List<OpenShard>> openShards(@Nullable String token, List<OpenShard> found) {
        ListShardsRequest.Builder request = ListShardsRequest.builder();
        if (token == null) {
            settings.streamArn().ifPresentOrElse(request::streamARN, () -> request.streamName(settings.stream()));
            request.shardFilter(filter -> filter.type(ShardFilterType.AT_LATEST));
        } else {
            request.nextToken(token);
        }
        CompletableFuture<ListShardsResponse> call = client.listShards(request.build());
        CompletableFuture<List<OpenShard>> answer = call.thenCompose(response -> {
                    addOpen(response, found);
                    return response.nextToken() == null
                            ? CompletableFuture.completedFuture(found)
                            : openShards(response.nextToken(), found);
                })
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(translated(failure)));
        return endingWith(answer, call);
    }

    /** Whoever gives up waiting for the answer ends the call with it, and frees its connection. */
    private static <T> CompletableFuture<T> endingWith(CompletableFuture<T> answer, CompletableFuture<?> call) {
        CompletionStage<T> seen = answer;
        seen.whenComplete((ignored, failure) -> {
            if (answer.isCancelled()) {
                call.cancel(true);
            }
        });
        return answer;
    }

    private static void addOpen(ListShardsResponse response, List<OpenShard> found) {
        for (Shard shard : response.shards()) {
            if (shard.sequenceNumberRange().endingSequenceNumber() == null) {
                found.add(new OpenShard(
                        shard.shardId(),
                        new BigInteger(shard.hashKeyRange().startingHashKey()),
                        new BigInteger(shard.hashKeyRange().endingHashKey())));
            }
        }
    }

    @Override
    public CompletionStage<List<PutOutcome>> put(List<OutgoingRecord> records) {
        PutRecordsRequest.Builder request = PutRecordsRequest.builder();
        settings.streamArn().ifPresentOrElse(request::streamARN, () -> request.streamName(settings.stream()));
        List<PutRecordsRequestEntry> entries = new ArrayList<>(records.size());
        for (OutgoingRecord record : records) {
            entries.add(PutRecordsRequestEntry.builder()
                    .partitionKey(record.partitionKey())
                    .explicitHashKey(record.explicitHashKey())
                    .data(SdkBytes.fromByteArrayUnsafe(record.data()))
                    .build());
        }
        CompletableFuture<PutRecordsResponse> call =
                client.putRecords(request.records(entries).build());
        CompletableFuture<List<PutOutcome>> answer = call.thenApply(KinesisRecordStream::outcomes)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(translated(failure)));
        return endingWith(answer, call);
    }

    private static List<PutOutcome> outcomes(PutRecordsResponse response) {
        List<PutOutcome> outcomes = new ArrayList<>(response.records().size());
        for (PutRecordsResultEntry entry : response.records()) {
            outcomes.add(outcome(entry));
        }
        return outcomes;
    }

    private static PutOutcome outcome(PutRecordsResultEntry entry) {
        if (entry.errorCode() == null) {
            return new PutOutcome.Stored(entry.shardId(), entry.sequenceNumber());
        }
        return entry.errorCode().equals(THROUGHPUT_EXCEEDED)
                ? new PutOutcome.Throttled(entry.errorMessage())
                : new PutOutcome.Failed(entry.errorCode(), entry.errorMessage());
    }

    private static RecordStreamException translated(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RecordStreamException already) {
            return already;
        }
        return new RecordStreamException(kindOf(cause), String.valueOf(cause.getMessage()), cause);
    }

    private static Kind kindOf(Throwable cause) {
        if (cause instanceof AwsServiceException service) {
            String code = service.awsErrorDetails() == null
                    ? ""
                    : String.valueOf(service.awsErrorDetails().errorCode());
            if (service.isThrottlingException() || code.equals(THROUGHPUT_EXCEEDED)) {
                return Kind.THROTTLED;
            }
            return service.statusCode() >= 500 || service.isClockSkewException() || TRANSIENT.contains(code)
                    ? Kind.TRANSIENT
                    : Kind.PERMANENT;
        }
        // What the client reports of itself, such as a lost connection or credentials that cannot be had now, may mend.
        return cause instanceof SdkException || cause instanceof IOException ? Kind.TRANSIENT : Kind.PERMANENT;
    }

    @Override
    public void close() {
        client.close();
        // The client's own threads would wait for two seconds for more to do.
        threads.eventLoopGroup().shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
    }
}
