package io.tapeline.benchmarks.ingest;

import io.tapeline.local.kinesis.EmulatorConfig;
import io.tapeline.local.kinesis.KinesisEmulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged ingest service under load, with the load generator beside it on the same machine: trades a second and a core
 * (of the service's own processor time) by format, with everything thrown away behind the batches; the time to
 * acknowledgement through the Kinesis emulator; records used; memory.
 */
public final class IngestBenchmark {
    private static final String USAGE = """
            IngestBenchmark [--seconds=N] [--soak-minutes=N]
              --seconds=N       length of each measurement, after as long a warm-up (10)
              --soak-minutes=N  only a soak: full load of NDJSON, memory minute by minute""";

    private static final long SEED = 20_260_105;
    private static final int BODY = 10_000;
    private static final int CONNECTIONS = 2;
    private static final double LINGER_MILLIS = 20;
    private static final double MEGA = 1 << 20;

    private IngestBenchmark() {}

    public static void main(String[] args) throws Exception {
        int seconds = 10;
        int soak = 0;
        for (String arg : args) {
            if (arg.matches("--seconds=[1-9][0-9]{0,4}")) {
                seconds = Integer.parseInt(arg.substring(10));
            } else if (arg.matches("--soak-minutes=[1-9][0-9]{0,3}")) {
                soak = Integer.parseInt(arg.substring(15));
            } else {
                System.err.println(USAGE);
                System.exit(arg.equals("--help") ? 0 : 2);
            }
        }
        if (soak > 0) {
            soak(soak);
            return;
        }
        System.out.printf(
                Locale.ROOT, "%-10s %12s %22s %14s%n", "format", "trades/s", "trades/s of a core", "RSS peak MB");
        for (Bodies.Format format : Bodies.Format.values()) {
            try (Service service = Service.start(Map.of("ingest.dry-run", "true"))) {
                flood(service, format, seconds);
                double cpu = service.cpuSeconds();
                double rate = flood(service, format, seconds);
                double perCore = rate * seconds / (service.cpuSeconds() - cpu);
                System.out.printf(
                        Locale.ROOT,
                        "%-10s %12.0f %22.0f %14.0f%n",
                        format,
                        rate,
                        perCore,
                        service.peakResidentBytes() / MEGA);
            }
        }
        paced(20_000, 100, seconds);
        paced(50_000, 250, seconds);
    }

    /** Posts bodies one after the other on each connection; answers trades a second. */
    private static double flood(Service service, Bodies.Format format, int seconds) throws Exception {
        int port = service.port();
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        AtomicLong trades = new AtomicLong();
        run(CONNECTIONS, number -> {
            Bodies bodies = new Bodies(SEED + number);
            List<byte[]> some = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                some.add(bodies.next(format, BODY));
            }
            try (Connection connection = new Connection(port)) {
                for (int i = 0; System.nanoTime() < end; i++) {
                    byte[] body = some.get(i % some.size());
                    connection.post(Connection.head("/v1/trades", format.type(), body.length), body, BODY);
                    trades.addAndGet(BODY);
                }
            }
        });
        return trades.get() / ((System.nanoTime() - start) / 1e9);
    }

    /** Posts at a steady rate through the emulator of two shards, and tells how long acknowledgements take. */
    private static void paced(int tradesPerSecond, int tradesPerPost, int seconds) throws Exception {
        EmulatorConfig config = EmulatorConfig.defaults().withStream("market-data", 2);
        try (KinesisEmulator emulator = KinesisEmulator.start(config);
                Service service = Service.start(
                        Map.of("kinesis.endpoint", emulator.endpoint().toString()))) {
            paced(service, tradesPerSecond, tradesPerPost, seconds);
            double recordsBefore = metric(service, "tapeline_ingest_published_records_total");
            double eventsBefore = metric(service, "tapeline_ingest_published_events_total");
            double[] millis = paced(service, tradesPerSecond, tradesPerPost, seconds);
            double records = metric(service, "tapeline_ingest_published_records_total") - recordsBefore;
            double events = metric(service, "tapeline_ingest_published_events_total") - eventsBefore;
            System.out.printf(
                    Locale.ROOT,
                    "%n%d trades/s in posts of %d through the emulator, 2 shards, linger 20 ms%n"
                            + "  acknowledged after (ms): p50 %.1f  p95 %.1f  p99 %.1f  max %.1f; p99 is linger + %.1f%n"
                            + "  records: %.1f trades a record, %.0f records/s; one trade a record would need %d shards%n"
                            + "  RSS peak %.0f MB%n",
                    tradesPerSecond,
                    tradesPerPost,
                    percentile(millis, 50),
                    percentile(millis, 95),
                    percentile(millis, 99),
                    millis[millis.length - 1],
                    percentile(millis, 99) - LINGER_MILLIS,
                    events / records,
                    records / seconds,
                    (tradesPerSecond + 999) / 1000,
                    service.peakResidentBytes() / MEGA);
        }
    }

    /** Times from when each post was due to its answer, sorted, in milliseconds. */
    private static double[] paced(Service service, int tradesPerSecond, int tradesPerPost, int seconds)
            throws Exception {
        int connections = 32;
        int port = service.port();
        long interval = 1_000_000_000L * tradesPerPost / tradesPerSecond;
        int posts = (int) (seconds * 1_000_000_000L / interval);
        double[] millis = new double[posts];
        long start = System.nanoTime() + 100_000_000;
        run(connections, number -> {
            byte[] body = new Bodies(SEED + number).next(Bodies.Format.NDJSON, tradesPerPost);
            byte[] head = Connection.head("/v1/trades", Bodies.Format.NDJSON.type(), body.length);
            try (Connection connection = new Connection(port)) {
                for (int post = number; post < posts; post += connections) {
                    long due = start + post * interval;
                    for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                        LockSupport.parkNanos(due - now);
                    }
                    connection.post(head, body, tradesPerPost);
                    millis[post] = (System.nanoTime() - due) / 1e6;
                }
            }
        });
        Arrays.sort(millis);
        return millis;
    }

    private static void soak(int minutes) throws Exception {
        try (Service service = Service.start(Map.of("ingest.dry-run", "true"))) {
            System.out.printf(Locale.ROOT, "%8s %12s %10s%n", "minute", "trades/s", "RSS MB");
            for (int minute = 1; minute <= minutes; minute++) {
                double rate = flood(service, Bodies.Format.NDJSON, 60);
                System.out.printf(Locale.ROOT, "%8d %12.0f %10.0f%n", minute, rate, service.residentBytes() / MEGA);
            }
        }
    }

    private static double percentile(double[] sorted, double percent) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * percent / 100) - 1)];
    }

    private static double metric(Service service, String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + "/q/metrics"))
                .build();
        String metrics = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher matcher =
                Pattern.compile("(?m)^" + name + "(?:\\{[^}]*})? (\\S+)$").matcher(metrics);
        if (!matcher.find()) {
            throw new IllegalStateException("no metric " + name);
        }
        return Double.parseDouble(matcher.group(1));
    }

    /** What a connection does. */
    private interface Client {
        void run(int number) throws IOException;
    }

    private static void run(int clients, Client client) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    client.run(number);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
