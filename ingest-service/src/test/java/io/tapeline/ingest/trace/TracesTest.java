package io.tapeline.ingest.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.TimestampUnit;
import io.tapeline.ingest.post.PostListener;
import io.tapeline.ingest.post.PostType;
import io.tapeline.ingest.publish.PostMark;
import io.tapeline.ingest.publish.PutCall;
import io.tapeline.ingest.publish.PutOutcome;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracesTest {
    private static final PostType TRADES = new PostType(EventKind.TRADE, PostType.Format.NDJSON, TimestampUnit.NS);
    private static final PutOutcome STORED = new PutOutcome.Stored("shard-0", "1");

    private record Call(int recordCount, int eventCount, int byteCount, int retryCount, List<PostMark> posts)
            implements PutCall {
        @Override
        public List<PostMark> marks(int most) {
            return posts.subList(0, Math.min(most, posts.size()));
        }
    }

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();
    private final Tracer tracer = provider.get("test");
    private final Traces traces = Traces.of(tracer);

    @AfterEach
    void close() {
        provider.close();
    }

    /** A post under a request's span; what the publisher is to know it by. */
    private PostMark post(Traces by, Tracer requests) {
        Span request = requests.spanBuilder("POST /v1/trades").startSpan();
        PostMark mark = Context.root()
                .with(request)
                .wrapSupplier(() -> {
                    PostListener.Reading reading = by.begin(TRADES);
                    reading.end(3, 1);
                    return reading.mark();
                })
                .get();
        request.end();
        return mark;
    }

    private List<SpanData> spans(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    @Test
    void leadsFromThePostToTheCall() {
        PostMark mark = post(traces, tracer);
        CompletableFuture<List<PutOutcome>> answer = new CompletableFuture<>();
        traces.sent(new Call(2, 3, 400, 1, List.of(mark)), answer);
        assertThat(spans("publish")).isEmpty();
        answer.complete(List.of(STORED, STORED));

        SpanData request = spans("POST /v1/trades").get(0);
        assertThat(spans("parse")).singleElement().satisfies(parse -> {
            assertThat(parse.getParentSpanId()).isEqualTo(request.getSpanId());
            assertThat(parse.getTraceId()).isEqualTo(request.getTraceId());
            assertThat(parse.getAttributes().asMap())
                    .containsEntry(Traces.KIND, "trade")
                    .containsEntry(Traces.FORMAT, "NDJSON")
                    .containsEntry(Traces.ACCEPTED, 3L)
                    .containsEntry(Traces.REJECTED, 1L);
        });
        assertThat(spans("publish")).singleElement().satisfies(publish -> {
            assertThat(publish.getKind()).isEqualTo(SpanKind.PRODUCER);
            assertThat(publish.getTraceId()).isEqualTo(request.getTraceId());
            assertThat(publish.getParentSpanId()).isEqualTo(request.getSpanId());
            assertThat(publish.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
            assertThat(publish.getAttributes().asMap())
                    .containsEntry(Traces.RECORDS, 2L)
                    .containsEntry(Traces.RANGES, 2L)
                    .containsEntry(Traces.EVENTS, 3L)
                    .containsEntry(Traces.BYTES, 400L)
                    .containsEntry(Traces.RETRIES, 1L)
                    .containsEntry(Traces.STORED, 2L);
        });
    }

    @Test
    void linksACallToThePostsItCarriesUpToABound() {
        List<PostMark> marks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            marks.add(post(traces, tracer));
        }
        traces.sent(new Call(1, 50, 400, 0, marks), CompletableFuture.completedFuture(List.of(STORED)));

        List<SpanContext> posts = spans("POST /v1/trades").stream()
                .map(SpanData::getSpanContext)
                .limit(32)
                .toList();
        assertThat(spans("publish").get(0).getLinks())
                .extracting(LinkData::getSpanContext)
                .containsExactlyElementsOf(posts);
    }

    @Test
    void saysWhatWasNotStored() {
        List<PutOutcome> outcomes =
                List.of(STORED, new PutOutcome.Throttled("no room"), new PutOutcome.Failed("code", "fault"));
        PostMark mark = post(traces, tracer);
        traces.sent(new Call(3, 3, 400, 0, List.of(mark)), CompletableFuture.completedFuture(outcomes));
        traces.sent(
                new Call(3, 3, 400, 0, List.of(mark)), CompletableFuture.failedFuture(new TimeoutException("late")));

        List<SpanData> calls = spans("publish");
        assertThat(calls)
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR));
        assertThat(calls.get(0).getAttributes().asMap())
                .containsEntry(Traces.STORED, 1L)
                .containsEntry(Traces.THROTTLED, 1L)
                .containsEntry(Traces.FAILED, 1L);
        assertThat(calls.get(1).getStatus().getDescription()).contains("late");
    }

    @Test
    void saysWhyAPostCouldNotBeRead() {
        PostListener.Reading reading = traces.begin(TRADES);
        reading.failed(new IllegalStateException("gone"));
        reading.end(0, 0);

        assertThat(spans("parse").get(0).getStatus().getDescription()).contains("gone");
    }

    @Test
    void leavesOutCallsOfNoSampledPost() {
        try (SdkTracerProvider none =
                SdkTracerProvider.builder().setSampler(Sampler.alwaysOff()).build()) {
            Tracer unsampled = none.get("test");
            assertThat(post(traces, unsampled)).isSameAs(PostMark.NONE);
            CompletableFuture<List<PutOutcome>> answer = CompletableFuture.completedFuture(List.of(STORED));
            traces.sent(new Call(1, 1, 400, 0, List.of()), answer);
            traces.sent(new Call(2, 0, 400, 0, List.of(post(traces, tracer))), answer);
        }

        assertThat(spans("publish")).isEmpty();
    }

    @Test
    void allocatesNothingWhenOff() {
        Traces off = Traces.off();
        Call call = new Call(1, 1, 400, 0, List.of());
        CompletableFuture<List<PutOutcome>> answer = new CompletableFuture<>();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long marks = 0;
        long before = 0;
        int calls = 100_000;
        for (int i = 0; i < 2 * calls; i++) {
            if (i == calls) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            PostListener.Reading reading = off.begin(TRADES);
            marks += reading.mark() == PostMark.NONE ? 1 : 0;
            reading.end(1, 0);
            off.sent(call, answer);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(marks).isEqualTo(2L * calls);
        assertThat(allocated).isLessThan(calls);
        assertThat(answer.getNumberOfDependents()).isZero();
    }
}
