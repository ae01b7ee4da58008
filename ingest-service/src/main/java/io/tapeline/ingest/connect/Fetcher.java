package io.tapeline.ingest.connect;

import io.tapeline.ingest.feed.NanoClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks addresses, each time within bounds of time and size. Thread safe. State bound: one answer for each that asks. */
final class Fetcher {
    private static final long TIMEOUT_SECONDS = 30;
    private static final int MAX_BYTES = 32 << 20;
    private static final long MAX_RETRY_AFTER = Duration.ofHours(1).toNanos();
    private static final long NANOS = 1_000_000_000L;

    /** What became of a question. */
    sealed interface Answer {
        /** There is an answer. */
        final class Body implements Answer {
            private final byte[] bytes;
            private final HttpHeaders headers;

            Body(byte[] bytes, HttpHeaders headers) {
                this.bytes = bytes;
                this.headers = headers;
            }

            byte[] bytes() {
                return bytes;
            }

            HttpHeaders headers() {
                return headers;
            }
        }

        /** There is nothing new. */
        record NotModified() implements Answer {}

        /**
         * There is none.
         *
         * @param reason for people
         * @param retryAfter nanoseconds that the server asks to wait; 0 if it does not say
         */
        record Failed(String reason, long retryAfter) implements Answer {}
    }

    private static final class TooLongException extends RuntimeException {
        TooLongException() {
            super("the answer is longer than " + MAX_BYTES + " bytes");
        }
    }

    private final HttpClient client;
    private final NanoClock clock;

    Fetcher(HttpClient client, NanoClock clock) {
        this.client = client;
        this.clock = clock;
    }

    Answer get(URI uri, Map<String, String> headers) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(TIMEOUT_SECONDS))
                .header("User-Agent", "tapeline");
        headers.forEach(request::header);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        CompletableFuture<HttpResponse<Void>> exchange = client.sendAsync(
                request.build(),
                BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> {
                    if (body.size() + bytes.length > MAX_BYTES) {
                        throw new TooLongException();
                    }
                    body.writeBytes(bytes);
                })));
        try {
            HttpResponse<Void> response = exchange.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            int status = response.statusCode();
            if (status == 304) {
                return new Answer.NotModified();
            }
            return status == 200
                    ? new Answer.Body(body.toByteArray(), response.headers())
                    : new Answer.Failed("status " + status, retryAfter(response.headers()));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException || cause instanceof TooLongException) {
                return new Answer.Failed(cause.toString(), 0);
            }
            throw new IllegalStateException("a question failed in a way that no server can cause", e);
        } catch (TimeoutException e) {
            return new Answer.Failed("no answer within " + TIMEOUT_SECONDS + " s", 0);
        } finally {
            exchange.cancel(true);
        }
    }

    private long retryAfter(HttpHeaders headers) {
        String value = headers.firstValue("Retry-After").orElse("").strip();
        long nanos = 0;
        if (value.matches("[0-9]{1,9}")) {
            nanos = Long.parseLong(value) * NANOS;
        } else if (!value.isEmpty()) {
            try {
                long until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toEpochSecond();
                nanos = until * NANOS - clock.wallNanos();
            } catch (DateTimeException e) {
                return 0;
            }
        }
        return Math.max(0, Math.min(nanos, MAX_RETRY_AFTER));
    }
}
