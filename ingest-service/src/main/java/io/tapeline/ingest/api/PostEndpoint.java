package io.tapeline.ingest.api;

import io.tapeline.ingest.dialect.Dialect;
import io.tapeline.ingest.dialect.MissingTime;
import io.tapeline.ingest.feed.Feed;
import io.tapeline.ingest.feed.LiveFeed;
import io.tapeline.ingest.feed.ReplayFeed;
import io.tapeline.ingest.feed.Replays;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.TimestampUnit;
import io.tapeline.ingest.post.PostOutcome;
import io.tapeline.ingest.post.PostType;
import io.tapeline.ingest.post.Posts;
import io.tapeline.ingest.publish.PublishException;
import io.tapeline.ingest.reference.Instruments;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What all posts of events have in common, from the request to the answer. The body is read on the calling worker thread;
 * the answer waits for the stream on no thread at all.
 */
@Singleton
final class PostEndpoint {
    private final Posts posts;
    private final Replays replays;
    private final LiveFeed live;
    private final Instruments instruments;
    private final PostGate gate;

    @Inject
    PostEndpoint(Posts posts, Replays replays, LiveFeed live, Instruments instruments, PostGate gate) {
        this.posts = posts;
        this.replays = replays;
        this.live = live;
        this.instruments = instruments;
        this.gate = gate;
    }

    /**
     * Takes a post.
     *
     * @param kind what every item is; null when each says so itself
     */
    CompletionStage<Response> post(
            @Nullable EventKind kind, HttpHeaders headers, PostParameters parameters, InputStream body)
            throws IOException {
        return gate.pass(body, passage -> enter(kind, headers, parameters, passage));
    }

    private CompletionStage<Response> enter(
            @Nullable EventKind kind, HttpHeaders headers, PostParameters parameters, PostGate.Passage passage)
            throws IOException {
        InputStream body = passage.body();
        BodyType type;
        try {
            type = BodyType.of(headers);
        } catch (BodyType.UnsupportedException e) {
            return refused(ProblemKind.UNSUPPORTED_TYPE, String.valueOf(e.getMessage()), body);
        }
        Optional<TimestampUnit> unit =
                parameters.tsUnit == null ? Optional.of(TimestampUnit.NS) : TimestampUnit.named(parameters.tsUnit);
        if (unit.isEmpty()) {
            return refused(ProblemKind.BAD_PARAMETER, "ts_unit must be ns, us, ms, s or auto", body);
        }
        String replay = parameters.replay;
        PostType items = new PostType(kind, type.format(), unit.get());
        if (parameters.dialect != null) {
            Optional<Dialect> dialect = Dialect.named(parameters.dialect);
            if (dialect.isEmpty()) {
                return refused(ProblemKind.BAD_PARAMETER, "dialect must be alpaca, coinbase, binance or kraken", body);
            }
            if (type.format() != PostType.Format.JSON && type.format() != PostType.Format.NDJSON) {
                return refused(ProblemKind.BAD_PARAMETER, "a dialect is for JSON and NDJSON only", body);
            }
            items = new PostType(
                    kind,
                    type.format(),
                    unit.get(),
                    dialect.get(),
                    replay == null ? MissingTime.OUR_CLOCK : MissingTime.REFUSED);
        }
        if (replay == null) {
            return take(passage, items, type.packing(), live);
        }
        if (!Replay.isName(replay)) {
            return refused(ProblemKind.BAD_PARAMETER, Replay.RULE, body);
        }
        Optional<ReplayFeed> feed = replays.enter(replay);
        if (feed.isEmpty()) {
            return refused(ProblemKind.TOO_MANY_REPLAYS, "close a replay, then post this one again", body);
        }
        try {
            return take(passage, items, type.packing(), feed.get());
        } finally {
            replays.leave(feed.get());
        }
    }

    private CompletionStage<Response> take(PostGate.Passage passage, PostType type, PostType.Packing packing, Feed feed)
            throws IOException {
        InputStream body = passage.body();
        PostOutcome outcome;
        try {
            outcome = posts.take(body, type, packing, feed, passage.admission().and(instruments.admission()));
        } catch (PublishException e) {
            return refused(PostProblems.of(e), body);
        }
        if (outcome instanceof PostOutcome.Refused refused) {
            return refused(PostProblems.of(refused), body);
        }
        PostOutcome.Read read = (PostOutcome.Read) outcome;
        passage.hadItems(read.accepted(), read.rejectedCount());
        boolean whole = read.stop() == null && read.noRoomAt() < 0;
        boolean close = !whole && !BodyRest.discard(body);
        return read.stored().handle((stored, failure) -> {
            Response.ResponseBuilder answer =
                    failure == null ? answer(read) : Problems.builder(PostProblems.of(failure));
            return close ? answer.header("Connection", "close").build() : answer.build();
        });
    }

    private static Response.ResponseBuilder answer(PostOutcome.Read read) {
        Problem problem = PostProblems.of(read);
        if (problem != null) {
            return Problems.builder(problem);
        }
        if (read.accepted() == 0 && read.rejectedCount() > 0) {
            return Problems.builder(Problem.of(
                    ProblemKind.NO_VALID_ITEM, read.rejectedCount() + " items, none of them valid", read, null));
        }
        return Response.ok(
                new PostAnswer(read.accepted(), read.rejectedCount(), read.rejected()), MediaType.APPLICATION_JSON);
    }

    private static CompletionStage<Response> refused(ProblemKind kind, String detail, InputStream body)
            throws IOException {
        return refused(Problem.of(kind, detail), body);
    }

    private static CompletionStage<Response> refused(Problem problem, InputStream body) throws IOException {
        Response.ResponseBuilder answer = Problems.builder(problem);
        if (!BodyRest.discard(body)) {
            answer.header("Connection", "close");
        }
        return CompletableFuture.completedFuture(answer.build());
    }
}
