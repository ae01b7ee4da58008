package io.tapeline.ingest.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.tapeline.ingest.post.PostListener;
import io.tapeline.ingest.post.PostType;
import io.tapeline.ingest.publish.PostMark;
import io.tapeline.ingest.publish.PutCall;
import io.tapeline.ingest.publish.PutOutcome;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Spans from the post to the stream: {@code parse} under the request's span, and {@code publish} for each call to the
 * stream. A call carries parts of many posts: its span is a child of the first one's, and linked to each, to
 * {@value #MAX_LINKS} at most. Calls that only tell the time, or whose posts are not sampled, have none. Costs something
 * for each post and call, never for an event; nothing at all when off. Thread safe.
 */
public final class Traces {
    static final AttributeKey<String> KIND = AttributeKey.stringKey("tapeline.kind");
    static final AttributeKey<String> FORMAT = AttributeKey.stringKey("tapeline.format");
    static final AttributeKey<Long> ACCEPTED = AttributeKey.longKey("tapeline.items.accepted");
    static final AttributeKey<Long> REJECTED = AttributeKey.longKey("tapeline.items.rejected");
    static final AttributeKey<Long> RECORDS = AttributeKey.longKey("tapeline.records");
    static final AttributeKey<Long> EVENTS = AttributeKey.longKey("tapeline.events");
    static final AttributeKey<Long> BYTES = AttributeKey.longKey("tapeline.bytes");
    static final AttributeKey<Long> RANGES = AttributeKey.longKey("tapeline.ranges");
    static final AttributeKey<Long> RETRIES = AttributeKey.longKey("tapeline.retries");
    static final AttributeKey<Long> STORED = AttributeKey.longKey("tapeline.records.stored");
    static final AttributeKey<Long> THROTTLED = AttributeKey.longKey("tapeline.records.throttled");
    static final AttributeKey<Long> FAILED = AttributeKey.longKey("tapeline.records.failed");

    private static final int MAX_LINKS = 32;

    private final @Nullable Tracer tracer;

    private Traces(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    /** No spans. */
    public static Traces off() {
        return new Traces(null);
    }

    /** Spans of this tracer. */
    public static Traces of(Tracer tracer) {
        return new Traces(tracer);
    }

    /** A post begins to be read, under the span that is current on this thread. */
    public PostListener.Reading begin(PostType type) {
        if (tracer == null) {
            return PostListener.Reading.NONE;
        }
        SpanContext request = Span.current().getSpanContext();
        Span span = tracer.spanBuilder("parse")
                .setAttribute(KIND, type.kind() == null ? "any" : type.kind().label())
                .setAttribute(FORMAT, type.format().name())
                .startSpan();
        SpanContext post = request.isValid() ? request : span.getSpanContext();
        // Of one that is not sampled nothing is to be seen, also not that a call carried it.
        return new Parsing(span, post.isSampled() ? new Mark(post) : PostMark.NONE);
    }

    /** A call to the stream has set out. */
    public void sent(PutCall call, CompletionStage<List<PutOutcome>> answer) {
        if (tracer == null || call.eventCount() == 0) {
            return;
        }
        List<SpanContext> posts =
                call.marks(MAX_LINKS).stream().map(mark -> ((Mark) mark).post()).toList();
        if (posts.isEmpty()) {
            return;
        }
        SpanBuilder builder = tracer.spanBuilder("publish")
                .setSpanKind(SpanKind.PRODUCER)
                .setParent(Context.root().with(Span.wrap(posts.get(0))))
                .setAttribute(RECORDS, (long) call.recordCount())
                .setAttribute(EVENTS, (long) call.eventCount())
                .setAttribute(BYTES, (long) call.byteCount())
                .setAttribute(RANGES, (long) call.recordCount())
                .setAttribute(RETRIES, (long) call.retryCount());
        posts.forEach(builder::addLink);
        Span span = builder.startSpan();
        answer.whenComplete((outcomes, failure) -> end(span, outcomes, failure));
    }

    private static void end(Span span, @Nullable List<PutOutcome> outcomes, @Nullable Throwable failure) {
        if (outcomes == null || failure != null) {
            span.setStatus(StatusCode.ERROR, String.valueOf(failure));
        } else {
            long throttled = count(outcomes, PutOutcome.Throttled.class);
            long failed = count(outcomes, PutOutcome.Failed.class);
            span.setAttribute(STORED, count(outcomes, PutOutcome.Stored.class));
            span.setAttribute(THROTTLED, throttled);
            span.setAttribute(FAILED, failed);
            if (throttled + failed > 0) {
                span.setStatus(StatusCode.ERROR, "records were not stored");
            }
        }
        span.end();
    }

    private static long count(List<PutOutcome> outcomes, Class<? extends PutOutcome> type) {
        return outcomes.stream().filter(type::isInstance).count();
    }

    private record Mark(SpanContext post) implements PostMark {}

    private record Parsing(Span span, PostMark mark) implements PostListener.Reading {
        @Override
        public void failed(Throwable failure) {
            span.setStatus(StatusCode.ERROR, failure.toString());
        }

        @Override
        public void end(long accepted, long rejected) {
            span.setAttribute(ACCEPTED, accepted);
            span.setAttribute(REJECTED, rejected);
            span.end();
        }
    }
}
