package io.tapeline.live.api;

import io.tapeline.live.board.Board;
import io.tapeline.live.board.SeriesKey;
import io.tapeline.live.problem.Problem;
import io.tapeline.live.problem.ProblemException;
import io.tapeline.live.problem.ProblemKind;
import io.tapeline.live.record.SeriesJson;
import io.tapeline.model.Interval;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/symbols} and {@code GET /v1/bars/SYMBOL}: what the service has in memory, once. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class LiveResource {
    private final Board board;
    private final BarLimit limits;

    @Inject
    LiveResource(Board board, BarLimit limits) {
        this.board = board;
        this.limits = limits;
    }

    /** What was heard of, by name. */
    @GET
    @Path("/symbols")
    @Operation(
            operationId = "listSymbols",
            summary = "The symbols of which there are bars",
            description =
                    "Each with its intervals and the newest bar of the finest of them. A symbol is here once the live"
                            + " stream has brought a bar of it since the service started.")
    @APIResponse(
            responseCode = "200",
            description = "The symbols, by name.",
            content = @Content(schema = @Schema(implementation = Answers.Symbols.class)))
    public String symbols() {
        return SeriesJson.symbols(board.symbols());
    }

    /** The newest bars of a symbol and interval. */
    @GET
    @Path("/bars/{symbol:.+}")
    @Operation(
            operationId = "listBars",
            summary = "The newest bars of a symbol, with its indicators",
            description =
                    "Oldest first; at the end those that are still open (is_final is false). The live stream brings bars"
                            + " since the service started; the past is in the lake.")
    @APIResponse(
            responseCode = "200",
            description = "Bars and indicators, oldest first.",
            content = @Content(schema = @Schema(implementation = Answers.Bars.class)))
    @APIResponse(
            responseCode = "400",
            description = "An interval that there is not, or a limit that cannot be.",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "404",
            description = "Nothing has been heard of the symbol.",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public String bars(
            @Parameter(description = "The symbol; a slash in it may stand as it is.", example = "BTC-USD")
                    @PathParam("symbol")
                    String symbol,
            @Parameter(description = "The length of the bars: 1s, 1m, 5m, 15m, 1h or 1d.")
                    @QueryParam("interval")
                    @DefaultValue("1m")
                    String interval,
            @Parameter(description = "How many bars at most; 100 unless given.") @QueryParam("limit") @Nullable
                    String limit) {
        SeriesKey key = new SeriesKey(symbol, interval(interval));
        int count = limits.parse(limit);
        if (!board.knows(symbol)) {
            throw new ProblemException(
                    ProblemKind.UNKNOWN_SYMBOL, "no bar of \"" + symbol + "\" has come since the service started");
        }
        return SeriesJson.series(board.newest(key, count));
    }

    private static Interval interval(String code) {
        return Arrays.stream(Interval.values())
                .filter(interval -> interval.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.BAD_PARAMETER,
                        "interval must be one of "
                                + Arrays.stream(Interval.values())
                                        .map(Interval::code)
                                        .toList()));
    }
}
