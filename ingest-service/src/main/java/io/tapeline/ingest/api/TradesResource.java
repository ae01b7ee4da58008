package io.tapeline.ingest.api;

import io.smallrye.common.annotation.Blocking;
import io.tapeline.ingest.feed.Feed;
import io.tapeline.ingest.feed.LiveFeed;
import io.tapeline.ingest.feed.ReplayFeed;
import io.tapeline.ingest.feed.Replays;
import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.parse.Stop;
import io.tapeline.ingest.post.PostOutcome;
import io.tapeline.ingest.post.Posts;
import io.tapeline.ingest.publish.PublishException;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/trades}. The body is read on a worker thread; the answer waits for the stream on no thread at all. */
@Path("/v1/trades")
public final class TradesResource {
    /** How much of a body that is of no use is still read, so that the client gets to read the answer. */
    private static final long MAX_DISCARDED = 8L << 20;

    private final Posts posts;
    private final Replays replays;
    private final LiveFeed live;

    @Inject
    TradesResource(Posts posts, Replays replays, LiveFeed live) {
        this.posts = posts;
        this.replays = replays;
        this.live = live;
    }

    @POST
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "postTrades",
            summary = "Post trades",
            description =
                    "Takes trades as a JSON array, one object, or NDJSON, plain or gzip, of any length. Answers when the"
                            + " stream has acknowledged every accepted item. Items that are not valid are refused one by one, and the"
                            + " others kept. To post an item again is harmless: a trade is known by its identity.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = TradeItem.class),
                        examples = {
                            @ExampleObject(name = "array", summary = "Two trades", value = """
                                            [
                                              {"symbol": "BTC-USD", "venue": "BITSTAMP", "ts_event": 1385337600000000000,
                                               "price": 800.01, "size": "0.5", "side": "B", "trade_id": 2209420},
                                              {"symbol": "BTC-USD", "venue": "BITSTAMP", "ts_event": "2013-11-25T00:00:01Z",
                                               "price": "799.9", "size": 2, "trade_id": 2209421}
                                            ]
                                            """),
                            @ExampleObject(name = "object", summary = "One trade", value = """
                                            {"symbol": "AAPL", "venue": "XNAS", "ts_event": 1763620200123456789,
                                             "price": 268.56, "size": 100, "sequence": 81, "conditions": "@ T"}
                                            """)
                        }),
                @Content(
                        mediaType = "application/x-ndjson",
                        schema = @Schema(implementation = TradeItem.class),
                        examples = @ExampleObject(name = "lines", summary = "One trade a line", value = """
                                        {"symbol":"BTC-USD","venue":"BITSTAMP","ts_event":1385337600000000000,"price":800.01,"size":0.5}
                                        {"symbol":"BTC-USD","venue":"BITSTAMP","ts_event":1385337601000000000,"price":799.9,"size":2}
                                        """))
            })
    @APIResponse(
            responseCode = "200",
            description = "The body was read to its end, and each accepted item is stored.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PostAnswer.class),
                            examples = @ExampleObject(name = "mixed", value = """
                                    {"accepted": 1, "rejected_count": 1, "rejected":
                                      [{"index": 1, "code": "NEGATIVE", "message": "price is negative: -3"}]}
                                    """)))
    @APIResponse(
            responseCode = "400",
            description =
                    "No item is valid, or the body cannot be read to its end; the good items before that are stored.",
            content = @Content(mediaType = Problems.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "413",
            description =
                    "The body or an item is too large, or grows too much on decompression; the good items before that are stored.",
            content = @Content(mediaType = Problems.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "415",
            description = "Neither JSON nor NDJSON, or an encoding other than gzip.",
            content = @Content(mediaType = Problems.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description =
                    "The stream does not keep up or cannot be reached, or the service starts or ends. Post the same again"
                            + " after the seconds of Retry-After.",
            content = @Content(mediaType = Problems.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public CompletionStage<Response> post(
            @Context HttpHeaders headers,
            @Parameter(
                            description =
                                    "The replay the trades belong to: their own times are the clock, in the order in which they are"
                                            + " posted. Absent for trades as they happen.")
                    @QueryParam("replay")
                    @Nullable
                    String replay,
            InputStream body)
            throws IOException {
        BodyType type;
        try {
            type = BodyType.of(headers);
        } catch (BodyType.UnsupportedException e) {
            return refused(ProblemKind.UNSUPPORTED_TYPE, String.valueOf(e.getMessage()), body);
        }
        if (replay == null) {
            return take(body, type, live);
        }
        if (!Replay.isName(replay)) {
            return refused(ProblemKind.BAD_PARAMETER, Replay.RULE, body);
        }
        Optional<ReplayFeed> feed = replays.enter(replay);
        if (feed.isEmpty()) {
            return refused(ProblemKind.TOO_MANY_REPLAYS, "close a replay, then post this one again", body);
        }
        try {
            return take(body, type, feed.get());
        } finally {
            replays.leave(feed.get());
        }
    }

    private CompletionStage<Response> take(InputStream body, BodyType type, Feed feed) throws IOException {
        PostOutcome outcome;
        try {
            outcome = posts.take(body, type.format(), type.packing(), feed);
        } catch (PublishException e) {
            return refused(kindOf(e), String.valueOf(e.getMessage()), body);
        }
        if (outcome instanceof PostOutcome.Refused refused) {
            ProblemKind kind = switch (refused.reason()) {
                case NOT_READY -> ProblemKind.NOT_READY;
                case TOO_MANY_POSTS -> ProblemKind.TOO_MANY_POSTS;
                case BUFFER_FULL -> ProblemKind.BUFFER_FULL;
            };
            return refused(kind, refused.message(), body);
        }
        PostOutcome.Read read = (PostOutcome.Read) outcome;
        boolean whole = read.stop() == null && read.noRoomAt() < 0;
        boolean close = !whole && !discard(body);
        return read.stored().handle((stored, failure) -> {
            Response.ResponseBuilder answer = failure == null ? answer(read) : unconfirmed(failure);
            return close ? answer.header("Connection", "close").build() : answer.build();
        });
    }

    private static Response.ResponseBuilder answer(PostOutcome.Read read) {
        Stop stop = read.stop();
        if (stop != null) {
            return Problems.builder(Problem.of(kindOf(stop.code()), stop.message(), read, Problem.StoppedAt.of(stop)));
        }
        if (read.noRoomAt() >= 0) {
            return Problems.builder(Problem.of(
                    ProblemKind.BUFFER_FULL,
                    "no room for item " + read.noRoomAt() + " and those after it: post them again",
                    read,
                    new Problem.StoppedAt(read.noRoomAt(), null, null)));
        }
        if (read.accepted() == 0 && read.rejectedCount() > 0) {
            return Problems.builder(Problem.of(
                    ProblemKind.NO_VALID_ITEM, read.rejectedCount() + " items, none of them valid", read, null));
        }
        return Response.ok(
                new PostAnswer(read.accepted(), read.rejectedCount(), read.rejected()), MediaType.APPLICATION_JSON);
    }

    private static Response.ResponseBuilder unconfirmed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof PublishException known) {
            return Problems.builder(Problem.of(kindOf(known), String.valueOf(known.getMessage())));
        }
        return Problems.builder(Problem.of(
                ProblemKind.NOT_CONFIRMED, "the stream has not acknowledged the trades in time: post them again"));
    }

    private static ProblemKind kindOf(PublishException failure) {
        return switch (failure.reason()) {
            case REFUSED, TIMED_OUT -> ProblemKind.NOT_CONFIRMED;
            case CLOSED -> ProblemKind.NOT_READY;
            case BUG -> ProblemKind.INTERNAL;
        };
    }

    private static ProblemKind kindOf(RejectCode code) {
        return switch (code) {
            case ITEM_TOO_LONG, BODY_TOO_LARGE, GZIP_BOMB -> ProblemKind.TOO_LARGE;
            default -> ProblemKind.MALFORMED_BODY;
        };
    }

    private static CompletionStage<Response> refused(ProblemKind kind, String detail, InputStream body)
            throws IOException {
        Response.ResponseBuilder answer = Problems.builder(Problem.of(kind, detail));
        if (!discard(body)) {
            answer.header("Connection", "close");
        }
        return CompletableFuture.completedFuture(answer.build());
    }

    /** Reads what is left of a body, up to a bound; whether that was all of it. */
    private static boolean discard(InputStream body) throws IOException {
        byte[] waste = new byte[16 * 1024];
        long left = MAX_DISCARDED;
        while (left > 0) {
            int count = body.read(waste);
            if (count < 0) {
                return true;
            }
            left -= count;
        }
        return false;
    }
}
