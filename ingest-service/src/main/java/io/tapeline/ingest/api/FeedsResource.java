package io.tapeline.ingest.api;

import io.tapeline.ingest.connect.FeedReport;
import io.tapeline.ingest.connect.Feeds;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code GET /v1/feeds}. */
@Path("/v1/feeds")
public final class FeedsResource {
    private final Feeds feeds;

    @Inject
    FeedsResource(Feeds feeds) {
        this.feeds = feeds;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listFeeds",
            summary = "The feeds that the service pulls",
            description =
                    "Each feed of the configuration with its state, its counts and what happened to it lately. A feed"
                            + " that is down does not make the service unready.")
    @APIResponse(responseCode = "200", description = "The feeds, by name.")
    public List<FeedReport> feeds() {
        return feeds.reports();
    }
}
