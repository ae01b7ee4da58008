package io.tapeline.ingest.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.parse.TimestampUnit;
import io.tapeline.ingest.post.Admission;
import io.tapeline.ingest.post.PostType;
import io.tapeline.ingest.publish.FakeRecordStream;
import io.tapeline.ingest.publish.RecordStreamException;
import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import io.tapeline.wire.BatchEncoder;
import io.tapeline.wire.BatchHeader;
import io.tapeline.wire.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(90)
class SocketsTest {
    private static final int NO_CLOSE_FRAME = 1006;
    private static final long TS = 1_385_337_600_000_000_000L;

    private SocketServer server = new SocketServer(SocketServer.SETTINGS, Sender.ANYONE);

    @BeforeAll
    static void bePatient() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    @Test
    void takesObjectsArraysLinesAndBatches() throws Exception {
        SocketClient client = SocketClient.open(server, "");
        client.send(typed("A"), "[" + typed("B") + "," + typed("C") + "]", typed("D") + "\n" + typed("E") + "\n")
                .send(batch());

        assertThat(client.answer()).hasToString("{\"ack\":1,\"accepted\":1,\"rejected_count\":0,\"rejected\":[]}");
        assertThat(client.answer().path("accepted").asInt()).isEqualTo(2);
        assertThat(client.answer().path("accepted").asInt()).isEqualTo(2);
        JsonNode last = client.answer();
        assertThat(last.path("ack").asInt()).isEqualTo(4);
        assertThat(last.path("accepted").asInt()).isEqualTo(2);
        assertThat(server.storedEvents()).isEqualTo(7);
        assertThat(server.storedSymbols()).containsExactlyInAnyOrder("A", "B", "C", "D", "E", "AVRO");
    }

    @Test
    void takesTheKindAndTheUnitOfTimeFromTheAddress() throws Exception {
        SocketClient client = SocketClient.open(server, "?kind=trade&ts_unit=s");

        client.send("{\"symbol\":\"A\",\"venue\":\"V\",\"ts_event\":1385337600,\"price\":1,\"size\":1}");

        assertThat(client.answer().path("accepted").asInt()).isEqualTo(1);
    }

    @Test
    void listsTheItemsThatAreRefusedAndAcknowledgesTheirMessage() throws Exception {
        SocketClient client = SocketClient.open(server, "");
        client.send("[" + typed("A") + "," + typed("B").replace("1.5", "-1") + "]", "{\"type\":\"news\"}");

        JsonNode first = client.answer();
        assertThat(first.path("accepted").asInt()).isEqualTo(1);
        assertThat(first.path("rejected_count").asInt()).isEqualTo(1);
        assertThat(first.at("/rejected/0/index").asInt()).isEqualTo(1);
        assertThat(first.at("/rejected/0/code").asText()).isEqualTo("NEGATIVE");
        JsonNode second = client.answer();
        assertThat(second.path("ack").asInt()).isEqualTo(2);
        assertThat(second.path("accepted").asInt()).isZero();
        assertThat(second.at("/rejected/0/code").asText()).isEqualTo("BAD_TYPE");
    }

    @Test
    void asksWhetherTheSymbolIsAdmitted() throws Exception {
        server.close();
        Admission admission = (symbol, venue) -> symbol.equals("B") ? RejectCode.FORBIDDEN_SYMBOL : null;
        server = new SocketServer(SocketServer.SETTINGS, new Limited(admission, 0));
        SocketClient client = SocketClient.open(server, "");

        client.send("[" + typed("A") + "," + typed("B") + "]");

        assertThat(client.answer().at("/rejected/0/code").asText()).isEqualTo("FORBIDDEN_SYMBOL");
        assertThat(server.storedSymbols()).containsExactly("A");
    }

    @Test
    void letsASenderThatIsTooFastWaitAndCountsWhatItSends() throws Exception {
        server.close();
        Limited sender = new Limited(Admission.ALL, 5);
        server = new SocketServer(SocketServer.SETTINGS, sender);
        SocketClient client = SocketClient.open(server, "");

        client.send(typed("A"), "[" + typed("B") + "," + typed("C").replace("1.5", "-1") + "]");

        assertThat(client.answer().path("ack").asInt()).isEqualTo(1);
        assertThat(client.answer().path("ack").asInt()).isEqualTo(2);
        assertThat(sender.events.get()).isEqualTo(3);
        // Five times it had to wait, and each message was then let through once.
        assertThat(sender.asked.get()).isEqualTo(7);
    }

    /** Must wait so many times before anything is let through. */
    private static final class Limited implements Sender {
        private final Admission admission;
        private final int waits;
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicLong events = new AtomicLong();

        private Limited(Admission admission, int waits) {
            this.admission = admission;
            this.waits = waits;
        }

        @Override
        public Admission admission() {
            return admission;
        }

        @Override
        public long takeMessage() {
            return asked.incrementAndGet() <= waits ? 1_000_000 : 0;
        }

        @Override
        public void charge(long count) {
            events.addAndGet(count);
        }
    }

    @Test
    void acknowledgesInOrderAndOnlyWhatIsStored() throws Exception {
        CompletableFuture<Void> signal = new CompletableFuture<>();
        server.stream.otherwise(FakeRecordStream.storeAndWaitFor(signal));
        SocketClient client = SocketClient.open(server, "");
        client.send(typed("A"), typed("B"), typed("C"));
        await().until(() -> server.publisher.buffered() == 3);
        assertThat(client.waiting()).isZero();

        signal.complete(null);

        for (int number = 1; number <= 3; number++) {
            assertThat(client.answer().path("ack").asInt()).isEqualTo(number);
        }
    }

    @Test
    void refusesAMessageThatCannotBeReadAndGoesOnWhereTheClientBeginsAgain() throws Exception {
        SocketClient client = SocketClient.open(server, "");
        client.send(typed("A"), "[" + typed("PART") + ",{\"type\":\"tra", typed("DROPPED"), typed("DROPPED"));

        assertThat(client.answer().path("ack").asInt()).isEqualTo(1);
        JsonNode nack = client.answer();
        assertThat(nack.path("nack").asInt()).isEqualTo(2);
        assertThat(nack.path("type").asText()).isEqualTo("urn:tapeline:problem:malformed-body");
        assertThat(nack.path("status").asInt()).isEqualTo(400);
        assertThat(nack.path("accepted").asInt()).isEqualTo(1);
        assertThat(nack.at("/stopped_at/code").asText()).isEqualTo("TRUNCATED");
        client.send(typed("DROPPED"), "{\"resume\":2}", typed("B"), typed("C"));

        assertThat(client.answer().path("ack").asInt()).isEqualTo(2);
        assertThat(client.answer().path("ack").asInt()).isEqualTo(3);
        assertThat(server.storedSymbols()).containsExactlyInAnyOrder("A", "PART", "B", "C");
        assertThat(server.refused).containsExactly("malformed-body");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                           | EMPTY_BODY",
                "'   '                        | EMPTY_BODY",
                "'[1,2'                       | TRUNCATED",
                "'[{\"type\":\"trade\"}] x'   | MALFORMED_JSON",
            })
    void refusesWhatIsNoMessageOfEvents(String message, String code) throws Exception {
        SocketClient client = SocketClient.open(server, "");

        client.send(message);

        JsonNode nack = client.answer();
        assertThat(nack.path("nack").asInt()).isEqualTo(1);
        assertThat(nack.at("/stopped_at/code").asText()).isEqualTo(code);
    }

    @Test
    void refusesABatchThatIsNone() throws Exception {
        SocketClient client = SocketClient.open(server, "");

        client.send(Arrays.copyOf(batch(), 40));

        assertThat(client.answer().at("/stopped_at/code").asText()).isEqualTo("CORRUPT_BATCH");
    }

    @Test
    void closesOnAClientThatBeginsAgainElsewhere() throws Exception {
        SocketClient client = SocketClient.open(server, "").send("[");
        assertThat(client.answer().path("nack").asInt()).isEqualTo(1);

        client.send("{\"resume\":2}");

        assertThat(client.closeCode()).isEqualTo(1008);
    }

    @Test
    void refusesWhatTheStreamDoesNotTakeWithEverythingBehindIt() throws Exception {
        server.stream.otherwise(FakeRecordStream.fail(RecordStreamException.Kind.PERMANENT));
        SocketClient client = SocketClient.open(server, "").send(typed("A"), typed("B"));

        JsonNode nack = client.answer();
        assertThat(nack.path("nack").asInt()).isEqualTo(1);
        assertThat(nack.path("type").asText()).isEqualTo("urn:tapeline:problem:not-confirmed");

        server.stream.otherwise(FakeRecordStream.storeAll());
        client.send("{\"resume\":1}", typed("A"), typed("B"));
        assertThat(client.answer().path("ack").asInt()).isEqualTo(1);
        assertThat(client.answer().path("ack").asInt()).isEqualTo(2);
    }

    @Test
    void doesNotReadOnWhileAsMuchIsUnacknowledgedAsMayBe() throws Exception {
        CompletableFuture<Void> signal = new CompletableFuture<>();
        server.stream.otherwise(FakeRecordStream.storeAndWaitFor(signal));
        SocketClient client = SocketClient.open(server, "");
        String message = typed("A") + " ".repeat(3_800);
        int messages = 5_000;
        CompletableFuture<Integer> sent = CompletableFuture.supplyAsync(() -> {
            for (int i = 0; i < messages; i++) {
                client.start(message).join();
            }
            return messages;
        });

        await().until(() -> server.publisher.buffered() == 4);
        // 20 MB do not fit what lies between client and server: sending comes to a halt.
        assertThat(sent).failsWithin(Duration.ofSeconds(2)).withThrowableOfType(TimeoutException.class);
        assertThat(server.publisher.buffered()).isEqualTo(4);
        assertThat(client.waiting()).isZero();

        signal.complete(null);

        assertThat(sent.get(60, SECONDS)).isEqualTo(messages);
        for (int number = 1; number <= messages; number++) {
            assertThat(client.answer().path("ack").asInt()).isEqualTo(number);
        }
    }

    @Test
    void boundsTheBytesThatAreUnacknowledgedToo() throws Exception {
        CompletableFuture<Void> signal = new CompletableFuture<>();
        server.stream.otherwise(FakeRecordStream.storeAndWaitFor(signal));
        SocketClient client = SocketClient.open(server, "");
        String message = typed("A") + " ".repeat(8_000);

        client.send(message, message, message, message);

        await().until(() -> server.publisher.buffered() == 3);
        signal.complete(null);
        for (int number = 1; number <= 4; number++) {
            assertThat(client.answer().path("ack").asInt()).isEqualTo(number);
        }
    }

    @Test
    void refusesAMessageThatIsTooLongInAllItsParts() throws Exception {
        SocketClient client = SocketClient.open(server, "");
        client.sendPart(" ".repeat(5_000)).sendPart(" ".repeat(5_000)).send(typed("A"));

        JsonNode nack = client.answer();
        assertThat(nack.path("nack").asInt()).isEqualTo(1);
        assertThat(nack.path("status").asInt()).isEqualTo(413);
        client.send("{\"resume\":1}", typed("A"));
        assertThat(client.answer().path("ack").asInt()).isEqualTo(1);
    }

    @Test
    void takesAMessageInParts() throws Exception {
        SocketClient client = SocketClient.open(server, "");
        String message = typed("A");

        client.sendPart(message.substring(0, 20)).sendPart("").send(message.substring(20));

        assertThat(client.answer().path("accepted").asInt()).isEqualTo(1);
    }

    @Test
    void closesOnAFrameThatIsTooLong() throws Exception {
        try (Socket raw = handshake()) {
            raw.getOutputStream().write(textFrame(" ".repeat(8_193)));

            assertThat(closeCode(raw)).isEqualTo(1009);
        }
        await().until(() -> server.sockets.open() == 0);
    }

    @Test
    void waitsForAPlaceAmongThePosts() throws Exception {
        List<PipedOutputStream> bodies = new ArrayList<>();
        List<CompletableFuture<Void>> posts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            PipedInputStream body = new PipedInputStream();
            bodies.add(new PipedOutputStream(body));
            posts.add(CompletableFuture.runAsync(() -> post(body)));
        }
        await().until(() -> server.posts.active() == 2);
        SocketClient client = SocketClient.open(server, "").send(typed("A"));
        assertThat(client.waiting()).isZero();

        for (PipedOutputStream body : bodies) {
            body.write(typed("P").getBytes(UTF_8));
            body.close();
        }

        assertThat(client.answer().path("ack").asInt()).isEqualTo(1);
        for (CompletableFuture<Void> post : posts) {
            assertThat(post).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    @Test
    void refusesMoreConnectionsThanMayBeOpenUntilOneEnds() throws Exception {
        SocketClient first = SocketClient.open(server, "");
        SocketClient.open(server, "");

        assertThat(statusOf(() -> SocketClient.open(server, ""))).isEqualTo(503);
        first.abort();
        await().until(() -> server.sockets.open() == 1);
        SocketClient third = SocketClient.open(server, "").send(typed("A"));

        assertThat(third.answer().path("ack").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"?kind=news, 400", "?ts_unit=fortnights, 400"})
    void refusesParametersItDoesNotKnow(String query, int status) throws Exception {
        assertThat(statusOf(() -> SocketClient.open(server, query))).isEqualTo(status);
    }

    @Test
    void tellsAClientThatDoesNotSpeakWebSocket() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + Sockets.PATH);
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(426);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("urn:tapeline:problem:upgrade-required");
    }

    @Test
    void refusesAHandshakeThatIsNone() throws Exception {
        try (Socket raw = new Socket("127.0.0.1", server.port())) {
            raw.setSoTimeout(30_000);
            raw.getOutputStream()
                    .write(("GET " + Sockets.PATH + " HTTP/1.1\r\nHost: t\r\nUpgrade: websocket\r\n\r\n")
                            .getBytes(UTF_8));

            assertThat(new String(raw.getInputStream().readNBytes(10), UTF_8)).isEqualTo("HTTP/1.1 4");
        }
        assertThat(server.sockets.open()).isZero();
        SocketClient.open(server, "");
        SocketClient.open(server, "").send(typed("A")).answer();
    }

    @Test
    void closesASilentConnectionAndKeepsOneThatAnswersPings() throws Exception {
        server.close();
        server = new SocketServer(
                new SocketSettings(
                        2, 8_192, 4, 16_384, Duration.ofSeconds(10), Duration.ofMillis(20), Duration.ofMillis(500)),
                Sender.ANYONE);
        SocketClient alive = SocketClient.open(server, "");
        try (Socket raw = handshake()) {
            assertThat(closeCode(raw)).isEqualTo(1001);
        }
        await().until(() -> server.sockets.open() == 1);

        alive.send(typed("A"));
        assertThat(alive.answer().path("ack").asInt()).isEqualTo(1);
    }

    @Test
    void storesWhatWasReadOfAClientThatIsGone() throws Exception {
        CompletableFuture<Void> signal = new CompletableFuture<>();
        server.stream.otherwise(FakeRecordStream.storeAndWaitFor(signal));
        SocketClient closing = SocketClient.open(server, "").send(typed("A"));
        SocketClient gone = SocketClient.open(server, "").send(typed("B"));
        await().until(() -> server.publisher.buffered() == 2);

        closing.sendClose();
        gone.abort();
        await().until(() -> server.sockets.open() == 0);
        assertThat(server.over).hasSize(2);
        signal.complete(null);

        await().until(() -> server.publisher.buffered() == 0);
        assertThat(server.storedSymbols()).containsExactlyInAnyOrder("A", "B");
        assertThat(closing.closeCode()).isEqualTo(1000);
    }

    @Test
    void closesItsSideWhenTheClientShutsDownItsOutput() throws Exception {
        try (Socket raw = handshake()) {
            await().until(() -> server.sockets.open() == 1);
            raw.getOutputStream().write(Arrays.copyOf(textFrame(typed("A")), 20));
            raw.shutdownOutput();

            await().until(() -> server.sockets.open() == 0);
        }
        assertThat(server.storedEvents()).isZero();
    }

    @Test
    void acknowledgesWhatItHasAndClosesWhenItIsToEnd() throws Exception {
        CompletableFuture<Void> signal = new CompletableFuture<>();
        server.stream.otherwise(FakeRecordStream.storeAndWaitFor(signal));
        SocketClient busy = SocketClient.open(server, "").send(typed("A"), typed("B"));
        SocketClient idle = SocketClient.open(server, "");
        await().until(() -> server.publisher.buffered() == 2);

        server.sockets.drain();
        assertThat(idle.closeCode()).isEqualTo(1001);
        for (int i = 0; i < 40; i++) {
            busy.send(typed("C"));
        }
        signal.complete(null);

        assertThat(busy.answer().path("ack").asInt()).isEqualTo(1);
        assertThat(busy.answer().path("ack").asInt()).isEqualTo(2);
        assertThat(busy.closeCode()).isEqualTo(1001);
        // At once, and not when Vert.x gives up waiting for the client's close frame, after ten seconds.
        await().atMost(Duration.ofSeconds(8)).until(() -> server.sockets.open() == 0);
        assertThat(busy.waiting()).isZero();
        assertThat(server.storedSymbols()).containsExactlyInAnyOrder("A", "B");
        assertThat(statusOf(() -> SocketClient.open(server, ""))).isEqualTo(503);
    }

    private static String typed(String symbol) {
        return "{\"type\":\"trade\",\"symbol\":\"" + symbol + "\",\"venue\":\"V\",\"ts_event\":" + TS
                + ",\"price\":1.5,\"size\":2}";
    }

    private static byte[] batch() {
        BatchEncoder encoder = new BatchEncoder(Compression.ZSTD);
        encoder.add(new Trade("AVRO", "V", TS, TS, 0, 1_500_000_000L, 200_000_000L, Side.BUY, 3, "1", ""));
        encoder.add(new Quote("AVRO", "V", TS, TS, 0, 1, 2, 3, 4, 5, ""));
        return encoder.encode(new BatchHeader("test", 1, 0, 255, 1, TS, TS));
    }

    private void post(InputStream body) {
        try {
            server.posts.take(
                    body,
                    new PostType(null, PostType.Format.JSON, TimestampUnit.NS),
                    PostType.Packing.PLAIN,
                    server.live,
                    Admission.ALL);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int statusOf(ThrowingCallable opening) {
        List<Integer> status = new ArrayList<>();
        assertThatThrownBy(opening)
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .cause()
                .satisfies(refusal -> status.add(
                        ((WebSocketHandshakeException) refusal).getResponse().statusCode()));
        return status.get(0);
    }

    /** A connection that sends no more than it is told to, not even pongs. */
    private Socket handshake() throws IOException {
        Socket raw = new Socket("127.0.0.1", server.port());
        raw.setSoTimeout(30_000);
        raw.getOutputStream()
                .write(("GET " + Sockets.PATH + " HTTP/1.1\r\nHost: t\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
                        .getBytes(UTF_8));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(UTF_8).endsWith("\r\n\r\n")) {
            head.write(raw.getInputStream().read());
        }
        assertThat(head.toString(UTF_8)).startsWith("HTTP/1.1 101 ");
        return raw;
    }

    /** Text in one masked frame, as RFC 6455 has it. */
    private static byte[] textFrame(String text) {
        byte[] payload = text.getBytes(UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x81);
        frame.write(0x80 | 126);
        frame.write(payload.length >> 8);
        frame.write(payload.length);
        // A mask of zeros changes nothing.
        frame.write(new byte[4], 0, 4);
        frame.write(payload, 0, payload.length);
        return frame.toByteArray();
    }

    /** Reads frames up to the one that closes. */
    private static int closeCode(Socket raw) throws IOException {
        InputStream in = raw.getInputStream();
        for (int frame = 0; frame < 1_000; frame++) {
            int opcode = in.read();
            if (opcode < 0) {
                return NO_CLOSE_FRAME;
            }
            byte[] payload = in.readNBytes(in.read() & 0x7F);
            if ((opcode & 0x0F) == 8) {
                return (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
            }
        }
        throw new AssertionError("the server does not close");
    }
}
