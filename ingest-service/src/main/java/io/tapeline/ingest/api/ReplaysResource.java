package io.tapeline.ingest.api;

import io.tapeline.ingest.feed.ReplayFeed;
import io.tapeline.ingest.feed.Replays;
import io.tapeline.ingest.publish.PublishException;
import io.tapeline.ingest.publish.Publisher;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code POST /v1/replays/{id}/close}. */
@Path("/v1/replays/{id}/close")
public final class ReplaysResource {
    private static final long TIMEOUT_SECONDS = 30;

    private final Replays replays;
    private final Publisher publisher;

    @Inject
    ReplaysResource(Replays replays, Publisher publisher) {
        this.replays = replays;
        this.publisher = publisher;
    }

    /**
     * What a closed replay has told the stream.
     *
     * @param replay its name
     * @param clock the time that every range was told
     */
    @Schema(name = "ClosedReplay", description = "What a closed replay has told the stream.")
    record Closed(
            @Schema(description = "The replay's name.") String replay,

            @Schema(
                    description =
                            "The time that every range was told: the end of the last trade's UTC day, and five seconds.")
            String clock) {}

    @POST
    @Operation(
            operationId = "closeReplay",
            summary = "Close a replay",
            description =
                    "Tells the stream that the replay's last day is over, so that all its bars close. Post the replay's"
                            + " last trades first and wait for the answers.")
    @APIResponse(
            responseCode = "200",
            description = "The stream has acknowledged the mark everywhere.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Closed.class)))
    @APIResponse(
            responseCode = "404",
            description =
                    "No such replay is open. After a restart of the service, post the last trade again, then close.",
            content =
                    @Content(
                            mediaType = Problems.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class),
                            examples = {@ExampleObject(name = "unknown-replay", value = ProblemExamples.UNKNOWN_REPLAY)
                            }))
    @APIResponse(
            responseCode = "409",
            description = "Posts to the replay are under way.",
            content =
                    @Content(
                            mediaType = Problems.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class),
                            examples = {@ExampleObject(name = "replay-busy", value = ProblemExamples.REPLAY_BUSY)}))
    @APIResponse(
            responseCode = "503",
            description = "The stream cannot be reached, or has not acknowledged the mark in time. Close it again.",
            content =
                    @Content(
                            mediaType = Problems.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class),
                            examples = {
                                @ExampleObject(name = "not-ready", value = ProblemExamples.NOT_READY),
                                @ExampleObject(name = "not-confirmed", value = ProblemExamples.NOT_CONFIRMED)
                            }))
    public CompletionStage<Response> close(@PathParam("id") String id) {
        String problem = publisher.problem();
        if (problem != null) {
            return now(Problems.answer(ProblemKind.NOT_READY, problem));
        }
        Optional<ReplayFeed> open = replays.find(id);
        if (open.isEmpty() || !open.get().hasBegun()) {
            return now(Problems.answer(ProblemKind.UNKNOWN_REPLAY, "no replay of this name is open"));
        }
        ReplayFeed replay = open.get();
        if (replay.isBusy()) {
            return now(Problems.answer(ProblemKind.REPLAY_BUSY, "wait for the answers to its posts, then close it"));
        }
        return publisher
                .closeReplay(replay)
                .toCompletableFuture()
                .copy()
                .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .handle((stored, failure) -> {
                    if (failure == null) {
                        // Only now: a mark that was not stored is given again by closing it again.
                        replays.close(replay);
                        long clock = replay.closingClock();
                        Instant time = Instant.ofEpochSecond(clock / 1_000_000_000L, clock % 1_000_000_000L);
                        return Response.ok(new Closed(id, time.toString()), MediaType.APPLICATION_JSON)
                                .build();
                    }
                    String message = failure instanceof PublishException
                            ? String.valueOf(failure.getMessage())
                            : "the stream has not acknowledged the mark in time";
                    return Problems.answer(ProblemKind.NOT_CONFIRMED, message);
                });
    }

    private static CompletionStage<Response> now(Response response) {
        return CompletableFuture.completedFuture(response);
    }
}
