package io.tapeline.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.tapeline.ingest.reference.Instrument;
import io.tapeline.ingest.reference.Instruments;
import io.tapeline.ingest.reference.ReferenceException;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code /v1/instruments}: the reference data. */
@Path("/v1/instruments")
@Blocking
public final class InstrumentsResource {
    private static final int MAX_BODY = 8 << 20;
    private static final int MAX_LIMIT = 1_000;

    private final Instruments instruments;

    @Inject
    InstrumentsResource(Instruments instruments) {
        this.instruments = instruments;
    }

    /**
     * A page of instruments.
     *
     * @param instruments in the order of their symbols
     * @param next what to ask for after; absent on the last page
     */
    @Schema(name = "InstrumentPage", description = "A page of instruments.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(
            @Schema(description = "In the order of their symbols.")
            List<Instrument> instruments,

            @Schema(description = "The value of after for the next page; absent on the last.") @Nullable
            String next) {}

    /**
     * What became of instruments that were put.
     *
     * @param stored how many were added or replaced
     * @param total how many there are now
     */
    @Schema(name = "StoredInstruments", description = "What became of instruments that were put.")
    record Stored(
            @Schema(description = "How many were added or replaced.")
            int stored,

            @Schema(description = "How many there are now.") int total) {}

    @GET
    @Operation(operationId = "listInstruments", summary = "List instruments", description = "In the order of symbols.")
    @APIResponse(
            responseCode = "200",
            description = "A page of them.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Page.class)))
    @APIResponse(
            responseCode = "400",
            description = "The limit is not 1 to 1,000.",
            content = @Content(mediaType = Problems.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response list(
            @Parameter(description = "Only this symbol, or with * at its end those that begin so.")
                    @QueryParam("symbol")
                    @Nullable
                    String symbol,
            @Parameter(description = "Only those traded at this venue.") @QueryParam("venue") @Nullable String venue,
            @Parameter(description = "Only those behind this symbol: next of the page before.")
                    @QueryParam("after")
                    @Nullable
                    String after,
            @Parameter(description = "How many at most, 1 to 1,000.") @QueryParam("limit") @DefaultValue("100")
                    String limit) {
        int most = limit.matches("[0-9]{1,4}") ? Integer.parseInt(limit) : 0;
        if (most < 1 || most > MAX_LIMIT) {
            return Problems.answer(ProblemKind.BAD_PARAMETER, "limit must be 1 to " + MAX_LIMIT + ", not " + limit);
        }
        List<Instrument> found = instruments.list(symbol, venue, after, most + 1);
        boolean last = found.size() <= most;
        List<Instrument> page = last ? found : found.subList(0, most);
        return Response.ok(new Page(page, last ? null : page.get(most - 1).symbol()), MediaType.APPLICATION_JSON)
                .build();
    }

    @GET
    @Path("{symbol:.+}")
    @Operation(operationId = "getInstrument", summary = "Get an instrument", description = "By its symbol.")
    @APIResponse(
            responseCode = "200",
            description = "The instrument.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Instrument.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is none of this symbol.",
            content = @Content(mediaType = Problems.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response get(@PathParam("symbol") String symbol) {
        Optional<Instrument> found = instruments.find(symbol);
        return found.isPresent()
                ? Response.ok(found.get(), MediaType.APPLICATION_JSON).build()
                : Problems.answer(ProblemKind.UNKNOWN_INSTRUMENT, "there is no instrument of this symbol: " + symbol);
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "putInstruments",
            summary = "Add or replace instruments",
            description =
                    "All of them or, if one is not valid, none. They are in force, and in the file, with the answer.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Instrument[].class)))
    @APIResponse(
            responseCode = "200",
            description = "They are in force.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Stored.class)))
    @APIResponse(
            responseCode = "400",
            description = "One is not valid; the problem says which, and why. Nothing has changed.",
            content = @Content(mediaType = Problems.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "The service has no file to keep instruments in, or that is not good.",
            content = @Content(mediaType = Problems.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "413",
            description = "More than 8 MB.",
            content = @Content(mediaType = Problems.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response put(InputStream body) throws IOException {
        return upsert(body);
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "postInstruments",
            summary = "Add or replace instruments",
            description = "The same as PUT.")
    public Response post(InputStream body) throws IOException {
        return upsert(body);
    }

    private Response upsert(InputStream body) throws IOException {
        byte[] json = body.readNBytes(MAX_BODY + 1);
        if (json.length > MAX_BODY) {
            Problem tooLarge = Problem.of(ProblemKind.TOO_LARGE, "instruments of more than " + MAX_BODY + " bytes");
            Response.ResponseBuilder answer = Problems.builder(tooLarge);
            return BodyRest.discard(body)
                    ? answer.build()
                    : answer.header("Connection", "close").build();
        }
        try {
            List<Instrument> given = Instruments.parse(json);
            instruments.upsert(given);
            return Response.ok(new Stored(given.size(), instruments.count()), MediaType.APPLICATION_JSON)
                    .build();
        } catch (ReferenceException e) {
            ProblemKind kind = switch (e.reason()) {
                case INVALID -> ProblemKind.BAD_INSTRUMENT;
                case NO_FILE, IO -> ProblemKind.NO_INSTRUMENT_FILE;
            };
            return Problems.answer(kind, String.valueOf(e.getMessage()));
        }
    }
}
