package io.tapeline.ingest.api;

import io.smallrye.common.annotation.Blocking;
import io.tapeline.ingest.parse.EventKind;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Posts of events: one endpoint a kind, and one for all kinds. Bodies are read on a worker thread; the answers wait for the
 * stream on no thread at all.
 */
@Path("/v1")
@Blocking
@Consumes(MediaType.WILDCARD)
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
        description = "No item is valid, or the body cannot be read to its end; the good items before that are stored.",
        content =
                @Content(
                        mediaType = Problems.MEDIA_TYPE,
                        schema = @Schema(implementation = Problem.class),
                        examples = {
                            @ExampleObject(name = "no-valid-item", value = ProblemExamples.NO_VALID_ITEM),
                            @ExampleObject(name = "malformed-body", value = ProblemExamples.MALFORMED_BODY),
                            @ExampleObject(name = "bad-parameter", value = ProblemExamples.BAD_PARAMETER)
                        }))
@APIResponse(
        responseCode = "413",
        description =
                "The body or an item is too large, or grows too much on decompression; the good items before that are stored.",
        content =
                @Content(
                        mediaType = Problems.MEDIA_TYPE,
                        schema = @Schema(implementation = Problem.class),
                        examples = {@ExampleObject(name = "too-large", value = ProblemExamples.TOO_LARGE)}))
@APIResponse(
        responseCode = "415",
        description = "A type other than JSON, NDJSON, CSV and Avro, or an encoding other than gzip and zstd.",
        content =
                @Content(
                        mediaType = Problems.MEDIA_TYPE,
                        schema = @Schema(implementation = Problem.class),
                        examples = {@ExampleObject(name = "unsupported-type", value = ProblemExamples.UNSUPPORTED_TYPE)
                        }))
@APIResponse(
        responseCode = "503",
        description =
                "The stream does not keep up or cannot be reached, or the service starts or ends. Post the same again"
                        + " after the seconds of Retry-After.",
        content =
                @Content(
                        mediaType = Problems.MEDIA_TYPE,
                        schema = @Schema(implementation = Problem.class),
                        examples = {
                            @ExampleObject(name = "buffer-full", value = ProblemExamples.BUFFER_FULL),
                            @ExampleObject(name = "too-many-posts", value = ProblemExamples.TOO_MANY_POSTS),
                            @ExampleObject(name = "too-many-replays", value = ProblemExamples.TOO_MANY_REPLAYS),
                            @ExampleObject(name = "not-ready", value = ProblemExamples.NOT_READY),
                            @ExampleObject(name = "not-confirmed", value = ProblemExamples.NOT_CONFIRMED)
                        }))
public final class EventsResource {
    private final PostEndpoint endpoint;

    @Inject
    EventsResource(PostEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @POST
    @Path("trades")
    @Operation(
            operationId = "postTrades",
            summary = "Post trades",
            description =
                    "Takes trades as a JSON array, one object, NDJSON, CSV with a header, or one Avro batch, plain, gzip or zstd, of any"
                            + " length. Answers when the stream has acknowledged every accepted item. Items that are not valid are"
                            + " refused one by one, and the others kept. To post a trade again is harmless: it is known by its identity.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(type = SchemaType.ARRAY, implementation = TradeItem.class),
                        examples = @ExampleObject(name = "array", summary = "Two trades", value = """
                                [
                                  {"symbol": "BTC-USD", "venue": "BITSTAMP", "ts_event": 1385337600000000000,
                                   "price": 800.01, "size": "0.5", "side": "B", "trade_id": 2209420},
                                  {"symbol": "BTC-USD", "venue": "BITSTAMP", "ts_event": "2013-11-25T00:00:01Z",
                                   "price": "799.9", "size": 2, "trade_id": 2209421}
                                ]
                                """)),
                @Content(
                        mediaType = "application/x-ndjson",
                        schema = @Schema(implementation = TradeItem.class),
                        examples = @ExampleObject(name = "lines", summary = "One trade a line", value = """
                                {"symbol":"BTC-USD","venue":"BITSTAMP","ts_event":1385337600000000000,"price":800.01,"size":0.5}
                                {"symbol":"BTC-USD","venue":"BITSTAMP","ts_event":1385337601000000000,"price":799.9,"size":2}
                                """)),
                @Content(
                        mediaType = "text/csv",
                        schema = @Schema(type = SchemaType.STRING),
                        examples =
                                @ExampleObject(
                                        name = "table",
                                        summary = "One trade a line, under a header",
                                        value = """
                                symbol,venue,ts_event,price,size,trade_id
                                BTC-USD,BITSTAMP,2013-11-25T00:00:00Z,800.01,0.5,2209420
                                """)),
                @Content(
                        mediaType = "application/avro",
                        schema = @Schema(type = SchemaType.STRING, format = "binary"),
                        examples =
                                @ExampleObject(
                                        name = "batch",
                                        summary = "A batch, as a file to post",
                                        externalValue = "/examples/trades.avro"))
            })
    public CompletionStage<Response> trades(
            @Context HttpHeaders headers, @BeanParam PostParameters parameters, InputStream body) throws IOException {
        return endpoint.post(EventKind.TRADE, headers, parameters, body);
    }

    @POST
    @Path("quotes")
    @Operation(
            operationId = "postQuotes",
            summary = "Post quotes",
            description =
                    "Takes quotes as a JSON array, one object, NDJSON, CSV with a header, or one Avro batch, plain, gzip or zstd, of any"
                            + " length. Answers when the stream has acknowledged every accepted item. Items that are not valid are"
                            + " refused one by one, and the others kept. A quote may lack its bid or its ask.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(type = SchemaType.ARRAY, implementation = QuoteItem.class),
                        examples = @ExampleObject(name = "array", summary = "A quote of both sides", value = """
                                [{"symbol": "BTC-USD", "venue": "COINBASE", "ts_event": "2026-01-05T14:30:00.000125Z",
                                  "bid_price": 91250.11, "bid_size": 0.25, "ask_price": 91250.12, "ask_size": "1.5", "sequence": 81}]
                                """)),
                @Content(
                        mediaType = "application/x-ndjson",
                        schema = @Schema(implementation = QuoteItem.class),
                        examples = @ExampleObject(name = "lines", summary = "One quote a line", value = """
                                {"symbol":"AAPL","venue":"XNAS","ts_event":1763620200123456789,"bid_price":268.55,"bid_size":300}
                                """)),
                @Content(
                        mediaType = "text/csv",
                        schema = @Schema(type = SchemaType.STRING),
                        examples =
                                @ExampleObject(
                                        name = "table",
                                        summary = "One quote a line, under a header",
                                        value = """
                                symbol,venue,ts_event,bid_price,bid_size,ask_price,ask_size
                                AAPL,XNAS,1763620200123456789,268.55,300,268.57,100
                                """)),
                @Content(
                        mediaType = "application/avro",
                        schema = @Schema(type = SchemaType.STRING, format = "binary"),
                        examples =
                                @ExampleObject(
                                        name = "batch",
                                        summary = "A batch, as a file to post",
                                        externalValue = "/examples/quotes.avro"))
            })
    public CompletionStage<Response> quotes(
            @Context HttpHeaders headers, @BeanParam PostParameters parameters, InputStream body) throws IOException {
        return endpoint.post(EventKind.QUOTE, headers, parameters, body);
    }

    @POST
    @Path("corrections")
    @Operation(
            operationId = "postCorrections",
            summary = "Post corrections of trades",
            description =
                    "Takes corrections as a JSON array, one object, NDJSON, CSV with a header, or one Avro batch, plain, gzip or zstd, of any"
                            + " length. Answers when the stream has acknowledged every accepted item. Items that are not valid are"
                            + " refused one by one, and the others kept. The trade with the id is to read as the correction says.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(type = SchemaType.ARRAY, implementation = CorrectionItem.class),
                        examples = @ExampleObject(name = "array", summary = "A new price", value = """
                                [{"symbol": "AAPL", "venue": "XNAS", "trade_id": 71, "ts_original": 1763620200123456789,
                                  "ts_event": 1763620215000000000, "price": 268.46, "size": 100}]
                                """)),
                @Content(
                        mediaType = "application/x-ndjson",
                        schema = @Schema(implementation = CorrectionItem.class),
                        examples = @ExampleObject(name = "lines", summary = "One correction a line", value = """
                                {"symbol":"AAPL","venue":"XNAS","trade_id":71,"ts_original":1763620200123456789,"ts_event":1763620215000000000,"price":268.46,"size":100}
                                """)),
                @Content(
                        mediaType = "text/csv",
                        schema = @Schema(type = SchemaType.STRING),
                        examples =
                                @ExampleObject(
                                        name = "table",
                                        summary = "One correction a line, under a header",
                                        value = """
                                symbol,venue,trade_id,ts_original,ts_event,price,size
                                AAPL,XNAS,71,1763620200123456789,1763620215000000000,268.46,100
                                """)),
                @Content(
                        mediaType = "application/avro",
                        schema = @Schema(type = SchemaType.STRING, format = "binary"),
                        examples =
                                @ExampleObject(
                                        name = "batch",
                                        summary = "A batch, as a file to post",
                                        externalValue = "/examples/corrections.avro"))
            })
    public CompletionStage<Response> corrections(
            @Context HttpHeaders headers, @BeanParam PostParameters parameters, InputStream body) throws IOException {
        return endpoint.post(EventKind.CORRECTION, headers, parameters, body);
    }

    @POST
    @Path("cancels")
    @Operation(
            operationId = "postCancels",
            summary = "Post cancels of trades",
            description =
                    "Takes cancels as a JSON array, one object, NDJSON, CSV with a header, or one Avro batch, plain, gzip or zstd, of any"
                            + " length. Answers when the stream has acknowledged every accepted item. Items that are not valid are"
                            + " refused one by one, and the others kept. The trade with the id did not happen.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(type = SchemaType.ARRAY, implementation = CancelItem.class),
                        examples = @ExampleObject(name = "array", summary = "A cancel", value = """
                                [{"symbol": "AAPL", "venue": "XNAS", "trade_id": 71, "ts_original": 1763620200123456789,
                                  "ts_event": 1763620215000000000}]
                                """)),
                @Content(
                        mediaType = "application/x-ndjson",
                        schema = @Schema(implementation = CancelItem.class),
                        examples = @ExampleObject(name = "lines", summary = "One cancel a line", value = """
                                {"symbol":"AAPL","venue":"XNAS","trade_id":71,"ts_original":1763620200123456789,"ts_event":1763620215000000000}
                                """)),
                @Content(
                        mediaType = "text/csv",
                        schema = @Schema(type = SchemaType.STRING),
                        examples =
                                @ExampleObject(
                                        name = "table",
                                        summary = "One cancel a line, under a header",
                                        value = """
                                symbol,venue,trade_id,ts_original,ts_event
                                AAPL,XNAS,71,1763620200123456789,1763620215000000000
                                """)),
                @Content(
                        mediaType = "application/avro",
                        schema = @Schema(type = SchemaType.STRING, format = "binary"),
                        examples =
                                @ExampleObject(
                                        name = "batch",
                                        summary = "A batch, as a file to post",
                                        externalValue = "/examples/cancels.avro"))
            })
    public CompletionStage<Response> cancels(
            @Context HttpHeaders headers, @BeanParam PostParameters parameters, InputStream body) throws IOException {
        return endpoint.post(EventKind.CANCEL, headers, parameters, body);
    }

    @POST
    @Path("events")
    @Operation(
            operationId = "postEvents",
            summary = "Post events of all kinds",
            description =
                    "Takes events of all kinds, each with its type (trade, quote, correction, cancel), as a JSON array, one object, NDJSON, CSV with a header, or one Avro batch, plain, gzip or zstd, of any"
                            + " length. Answers when the stream has acknowledged every accepted item. Items that are not valid are"
                            + " refused one by one, and the others kept. Otherwise as at the endpoint of the kind.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = "application/x-ndjson",
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "lines", summary = "A trade, then its cancel", value = """
                                {"type":"trade","symbol":"AAPL","venue":"XNAS","ts_event":1763620200123456789,"price":268.56,"size":100,"trade_id":71}
                                {"type":"cancel","symbol":"AAPL","venue":"XNAS","trade_id":71,"ts_original":1763620200123456789,"ts_event":1763620215000000000}
                                """)),
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(type = SchemaType.STRING),
                        examples =
                                @ExampleObject(name = "array", summary = "A trade, then its correction", value = """
                                [
                                  {"type": "trade", "symbol": "AAPL", "venue": "XNAS", "ts_event": 1763620200123456789,
                                   "price": 268.56, "size": 100, "trade_id": 71},
                                  {"type": "correction", "symbol": "AAPL", "venue": "XNAS", "trade_id": 71,
                                   "ts_original": 1763620200123456789, "ts_event": 1763620215000000000, "price": 268.46, "size": 100}
                                ]
                                """)),
                @Content(
                        mediaType = "text/csv",
                        schema = @Schema(type = SchemaType.STRING),
                        examples =
                                @ExampleObject(
                                        name = "table",
                                        summary = "A trade and a quote, each with its own values",
                                        value = """
                                type,symbol,venue,ts_event,price,size,bid_price,bid_size
                                trade,AAPL,XNAS,1763620200123456789,268.56,100,,
                                quote,AAPL,XNAS,1763620200123456789,,,268.55,300
                                """)),
                @Content(
                        mediaType = "application/avro",
                        schema = @Schema(type = SchemaType.STRING, format = "binary"),
                        examples =
                                @ExampleObject(
                                        name = "batch",
                                        summary = "A batch, as a file to post",
                                        externalValue = "/examples/events.avro"))
            })
    public CompletionStage<Response> events(
            @Context HttpHeaders headers, @BeanParam PostParameters parameters, InputStream body) throws IOException {
        return endpoint.post(null, headers, parameters, body);
    }
}
