package io.tapeline.local.kinesis.http;

import io.tapeline.local.kinesis.fault.FaultEffect;
import io.tapeline.local.kinesis.fault.Faults;
import io.tapeline.local.kinesis.stream.ErrorType;
import io.tapeline.local.kinesis.stream.KinesisException;
import io.tapeline.local.kinesis.stream.StreamRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Takes the calls of the Kinesis API: asks the fault script, carries out, answers. */
final class KinesisHandler {
    private static final System.Logger LOG = System.getLogger(KinesisHandler.class.getName());

    private final Vertx vertx;
    private final Faults faults;
    private final BodyReader bodies;
    private final WriteOperations writes;
    private final Subscriptions subscriptions;
    private final PatientReads patience;
    private final Map<String, Operation> operations = new HashMap<>();
    private final long idBase = UUID.randomUUID().getMostSignificantBits();
    private final AtomicLong calls = new AtomicLong();
    private final CallCounts counts = new CallCounts();

    KinesisHandler(
            Vertx vertx, StreamRegistry registry, Faults faults, Subscriptions subscriptions, PatientReads patience) {
        this.vertx = vertx;
        this.faults = faults;
        this.bodies = new BodyReader(vertx);
        this.writes = new WriteOperations(registry);
        this.subscriptions = subscriptions;
        this.patience = patience;
        operations.putAll(new StreamOperations(registry).operations());
        operations.putAll(new ShardOperations(registry).operations());
        operations.putAll(new ConsumerOperations(registry).operations());
        operations.putAll(new TagOperations(registry).operations());
        operations.putAll(new ReadOperations(registry).operations());
    }

    CallCounts counts() {
        return counts;
    }

    void handle(HttpServerRequest request) {
        WireFormat format = WireFormat.of(request.getHeader("Content-Type"));
        HttpServerResponse response = request.response();
        response.putHeader("x-amzn-RequestId", new UUID(idBase, calls.incrementAndGet()).toString());
        response.putHeader("Content-Type", format.contentType());
        String target = request.getHeader("X-Amz-Target");
        String operation = target == null ? "" : target.substring(target.indexOf('.') + 1);
        Call call = new Call(operation, format, request);
        bodies.read(request, body -> begin(call, body), error -> fail(call, error));
    }

    private void begin(Call call, byte[] body) {
        Faults.Verdict verdict = faults.next(call.operation());
        FaultEffect failure = verdict.failure().orElse(null);
        if (verdict.delay().isZero()) {
            proceed(call, body, failure);
        } else {
            vertx.setTimer(Math.max(1, verdict.delay().toMillis()), later -> proceed(call, body, failure));
        }
    }

    private void proceed(Call call, byte[] body, @Nullable FaultEffect failure) {
        if (failure instanceof FaultEffect.Throttle) {
            fail(
                    call,
                    new KinesisException(
                            ErrorType.PROVISIONED_THROUGHPUT_EXCEEDED,
                            "Rate exceeded: throttled by the fault script."));
        } else if (failure instanceof FaultEffect.ServerError error) {
            ErrorType type = error.status() == 503 ? ErrorType.SERVICE_UNAVAILABLE : ErrorType.INTERNAL_FAILURE;
            answerError(call, error.status(), type, "Failed by the fault script.");
        } else if (failure instanceof FaultEffect.ExpireIterator) {
            fail(call, new KinesisException(ErrorType.EXPIRED_ITERATOR, "Iterator expired by the fault script."));
        } else if (failure instanceof FaultEffect.DropRequest) {
            call.request().connection().close();
        } else if (patience.enabled() && call.operation().equals("GetRecords")) {
            try {
                patience.await(Request.parse(call.format(), body), () -> carryOut(call, body, failure));
            } catch (KinesisException e) {
                fail(call, e);
            }
        } else {
            carryOut(call, body, failure);
        }
    }

    private void carryOut(Call call, byte[] body, @Nullable FaultEffect failure) {
        try {
            int refuseEvery = failure instanceof FaultEffect.RefuseRecords refuse ? refuse.every() : 0;
            byte @Nullable [] answer = answer(call, body, refuseEvery);
            counts.ok(call.operation());
            if (failure instanceof FaultEffect.DropResponse) {
                call.request().connection().close();
            } else if (answer != null) {
                call.request().response().end(Buffer.buffer(answer));
            }
        } catch (KinesisException e) {
            fail(call, e);
        } catch (IOException | RuntimeException e) {
            // The boundary: a bug must answer this call, and must not take the connection's other calls with it.
            LOG.log(System.Logger.Level.ERROR, "operation " + call.operation() + " failed", e);
            fail(call, KinesisException.internal(String.valueOf(e), e));
        }
    }

    private byte @Nullable [] answer(Call call, byte[] body, int refuseEvery) throws IOException {
        WireFormat format = call.format();
        return switch (call.operation()) {
            case "PutRecords" -> writes.putRecords(format, body, refuseEvery);
            case "PutRecord" -> writes.putRecord(format, body);
            case "SubscribeToShard" -> {
                subscriptions.subscribe(
                        Request.parse(format, body), call.request().response());
                yield null;
            }
            default -> {
                Operation operation = operations.get(call.operation());
                if (operation == null) {
                    throw new KinesisException(
                            ErrorType.UNKNOWN_OPERATION, "No operation named '" + call.operation() + "'.");
                }
                Reply reply = new Reply(format);
                operation.handle(Request.parse(format, body), reply);
                yield reply.finish();
            }
        };
    }

    private void fail(Call call, KinesisException error) {
        answerError(call, error.type().status(), error.type(), String.valueOf(error.getMessage()));
    }

    private void answerError(Call call, int status, ErrorType type, String message) {
        counts.count(call.operation(), type.code());
        HttpServerResponse response = call.request().response();
        if (response.ended() || response.closed()) {
            return;
        }
        try {
            byte[] body = new Reply(call.format())
                    .put("__type", type.code())
                    .put("message", message)
                    .finish();
            response.putHeader("x-amzn-ErrorType", type.code());
            response.setStatusCode(status).end(Buffer.buffer(body));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private record Call(String operation, WireFormat format, HttpServerRequest request) {}
}
