package io.tapeline.ingest.api;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.tapeline.ingest.trust.TestKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The service with API keys, a log file for the audit, and TLS beside plain HTTP, over a fake stream. */
public final class TrustTestProfile implements QuarkusTestProfile {
    static final Path DIRECTORY = Path.of("target", "trust-test");
    static final Path KEYS = DIRECTORY.resolve("keys.json");
    static final Path AUDIT = DIRECTORY.resolve("audit.log");
    static final Path KEY_STORE = DIRECTORY.resolve("server.p12");
    static final String STORE_PASSWORD = "a-password-of-a-test";

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Files.createDirectories(DIRECTORY);
            Files.deleteIfExists(AUDIT);
            Files.deleteIfExists(KEY_STORE);
            writeKeys("");
            makeCertificate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> config = new HashMap<>();
        config.put("ingest.trust.enabled", "true");
        config.put("ingest.trust.keys-file", KEYS.toString());
        config.put("ingest.trust.refresh", "50ms");
        config.put("ingest.limits.body-timeout", "1s");
        config.put("ingest.limits.body-min-rate", "1000");
        config.put("ingest.limits.max-body", "1M");
        config.put("ingest.publisher.attempt-timeout", "1s");
        config.put("ingest.publisher.ack-timeout", "10s");
        config.put("ingest.publisher.backoff-max", "50ms");
        config.put("quarkus.http.test-ssl-port", "0");
        config.put("quarkus.tls.key-store.p12.path", KEY_STORE.toString());
        config.put("quarkus.tls.key-store.p12.password", STORE_PASSWORD);
        config.put("quarkus.log.handler.file.audit.enabled", "true");
        config.put("quarkus.log.handler.file.audit.path", AUDIT.toString());
        config.put("quarkus.log.handler.file.audit.format", "%s%n");
        config.put("quarkus.log.category.\"io.tapeline.ingest.audit\".handlers", "audit");
        config.put("quarkus.log.category.\"io.tapeline.ingest.audit\".use-parent-handlers", "false");
        return config;
    }

    @Override
    public @Nullable String getConfigProfile() {
        return "prod";
    }

    /** Replaces the file as a careful operator does: at once. */
    static void writeKeys(String further) throws IOException {
        Path written = DIRECTORY.resolve("keys.json.new");
        Files.writeString(
                written,
                "{\"keys\":["
                        + String.join(
                                ",",
                                key("full", "\"trades\",\"replays\"", ""),
                                key("quotes", "\"quotes\"", ""),
                                key("off", "\"trades\"", ",\"disabled\":true"),
                                key("past", "\"trades\"", ",\"not_after\":\"2020-01-01T00:00:00Z\""),
                                key("btc", "\"trades\"", ",\"symbols\":[\"BTC-*\"],\"venues\":[\"V\"]"),
                                key("slow", "\"trades\"", ",\"events_per_second\":1,\"events_burst\":10"),
                                key("rare", "\"trades\"", ",\"requests_per_second\":1,\"requests_burst\":2"))
                        + further + "]}");
        Files.move(written, KEYS, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A key whose secret is {@code secret-ID}. */
    static String key(String id, String scopes, String fields) {
        return "{\"id\":\"" + id + "\",\"owner\":\"acme\",\"scopes\":[" + scopes + "],\"sha256\":\""
                + TestKeys.sha256("secret-" + id) + "\"" + fields + "}";
    }

    private static void makeCertificate() throws IOException {
        try {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "server",
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp256r1",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "SAN=dns:localhost,ip:127.0.0.1",
                            "-validity",
                            "2",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            KEY_STORE.toString(),
                            "-storepass",
                            STORE_PASSWORD)
                    .inheritIO()
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool ended with " + keytool.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
