package io.tapeline.ingest.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.tapeline.ingest.idempotency.FingerprintStream;
import io.tapeline.ingest.idempotency.PostKey;
import io.tapeline.ingest.idempotency.PostMemory;
import io.tapeline.ingest.idempotency.StoredAnswer;
import io.tapeline.ingest.idempotency.Turn;
import io.tapeline.ingest.post.Admission;
import io.tapeline.ingest.post.BodyPace;
import io.tapeline.ingest.post.PacedBody;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What every post of items goes through: its body must come fast enough, its items count against the caller's limits and go
 * into the audit log, and its {@code Idempotency-Key} is honoured.
 */
@Singleton
final class PostGate {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final CurrentVertxRequest current;
    private final BodyPace pace;
    private final PostMemory memory;
    private final ObjectMapper json;

    @Inject
    PostGate(CurrentVertxRequest current, BodyPace pace, PostMemory memory, ObjectMapper json) {
        this.current = current;
        this.pace = pace;
        this.memory = memory;
        this.json = json;
    }

    /** A post that has been let through. */
    interface Passage {
        /** Its body, to be read instead of the one that came. */
        InputStream body();

        /** What the caller's key lets in. */
        Admission admission();

        /** To be told how many items it held, as soon as it has been read. */
        void hadItems(long accepted, long rejected);
    }

    /** What is done with a post. */
    @FunctionalInterface
    interface Work {
        /**
         * Reads the body, and answers now or later.
         *
         * @throws IOException if the client goes away, or is too slow
         */
        CompletionStage<Response> run(Passage passage) throws IOException;
    }

    /** Lets a post through, or answers it. On a thread that may block. */
    CompletionStage<Response> pass(InputStream body, Work work) throws IOException {
        HttpServerRequest request = current.getCurrent().request();
        ApiRequest known = ApiRequest.of(current.getCurrent());
        try (PacedBody paced = pace.watch(body)) {
            String key = request.getHeader(IDEMPOTENCY_KEY);
            if (key == null) {
                return work.run(passage(paced, known));
            }
            if (!PostKey.isKey(key)) {
                return refused(ProblemKind.BAD_PARAMETER, PostKey.RULE, paced);
            }
            known.hadIdempotencyKey(key);
            Turn turn = memory.begin(new PostKey(known.caller().keyId(), request.uri(), key));
            return take(turn, fingerprinted(request, paced), known, work);
        } catch (PacedBody.TooSlowException e) {
            return now(Problems.builder(Problem.of(ProblemKind.SLOW_BODY, String.valueOf(e.getMessage())))
                    .header("Connection", "close"));
        }
    }

    private CompletionStage<Response> take(Turn turn, FingerprintStream body, ApiRequest known, Work work)
            throws IOException {
        if (turn instanceof Turn.First first) {
            return run(first.attempt(), body, known, work);
        }
        if (turn instanceof Turn.Answered answered) {
            return again(answered.answer(), body);
        }
        return turn instanceof Turn.UnderWay
                ? refused(ProblemKind.POST_UNDER_WAY, "wait for its answer, or post again later", body)
                : refused(ProblemKind.TOO_MANY_POSTS, "too many posts with an Idempotency-Key are under way", body);
    }

    private CompletionStage<Response> run(Turn.Attempt attempt, FingerprintStream body, ApiRequest known, Work work)
            throws IOException {
        boolean runs = false;
        try {
            CompletionStage<Response> answer = work.run(passage(body, known));
            byte @Nullable [] fingerprint = BodyRest.discard(body) ? body.fingerprint() : null;
            runs = true;
            return answer.whenComplete((response, failure) -> {
                if (response != null && failure == null && fingerprint != null && isFinal(response.getStatus())) {
                    remember(attempt, fingerprint, body.count(), response);
                } else {
                    attempt.forget();
                }
            });
        } finally {
            if (!runs) {
                attempt.forget();
            }
        }
    }

    /** Whether the same body would be answered the same: not so what was our fault, or the caller's pace. */
    private static boolean isFinal(int status) {
        return status / 100 == 2 || status == 400 || status == 413 || status == 415;
    }

    private void remember(Turn.Attempt attempt, byte[] fingerprint, long length, Response response) {
        try {
            attempt.answered(new StoredAnswer(
                    fingerprint,
                    length,
                    response.getStatus(),
                    String.valueOf(response.getMediaType()),
                    json.writeValueAsBytes(response.getEntity())));
        } catch (JsonProcessingException e) {
            attempt.forget();
            throw new IllegalStateException("an answer cannot be written", e);
        }
    }

    private static CompletionStage<Response> again(StoredAnswer answer, FingerprintStream body) throws IOException {
        boolean whole = BodyRest.discard(body, answer.length() + 1);
        byte @Nullable [] fingerprint = whole ? body.fingerprint() : null;
        if (fingerprint == null || !answer.isOf(fingerprint)) {
            Response.ResponseBuilder response = Problems.builder(
                    Problem.of(ProblemKind.KEY_REUSED, "its first post had another body: take a new key for this one"));
            return now(whole ? response : response.header("Connection", "close"));
        }
        return now(Response.status(answer.status())
                .type(answer.mediaType())
                .header("Idempotency-Replayed", "true")
                .entity(answer.body()));
    }

    private static FingerprintStream fingerprinted(HttpServerRequest request, InputStream body) {
        return new FingerprintStream(
                body,
                request.getHeader(HttpHeaders.CONTENT_TYPE) + "\n" + request.getHeader(HttpHeaders.CONTENT_ENCODING));
    }

    private static Passage passage(InputStream body, ApiRequest known) {
        return new Passage() {
            @Override
            public InputStream body() {
                return body;
            }

            @Override
            public Admission admission() {
                return known.caller().admission();
            }

            @Override
            public void hadItems(long accepted, long rejected) {
                known.hadItems(accepted, rejected);
            }
        };
    }

    private static CompletionStage<Response> refused(ProblemKind kind, String detail, InputStream body)
            throws IOException {
        Response.ResponseBuilder answer = Problems.builder(Problem.of(kind, detail));
        return now(BodyRest.discard(body) ? answer : answer.header("Connection", "close"));
    }

    private static CompletionStage<Response> now(Response.ResponseBuilder answer) {
        return CompletableFuture.completedFuture(answer.build());
    }
}
