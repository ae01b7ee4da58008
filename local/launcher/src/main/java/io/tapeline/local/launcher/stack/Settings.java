package io.tapeline.local.launcher.stack;

import io.tapeline.local.standins.CatalogStandIn;
import io.tapeline.local.standins.Credentials;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings by which the programs of the pipeline find this machine's services instead of AWS. */
final class Settings {
    static final String MARKET_STREAM = "market-data";
    static final String LIVE_STREAM = "live";

    private static final String ACCOUNT = "000000000000";
    private static final List<String> FLINK_OPENS = List.of(
            "java.lang",
            "java.net",
            "java.io",
            "java.nio",
            "sun.nio.ch",
            "java.lang.reflect",
            "java.text",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks");

    private Settings() {}

    static Map<String, String> kinesis(Endpoints endpoints) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("kinesis.endpoint", endpoints.http(Service.KINESIS).toString());
        settings.put("kinesis.region", Credentials.REGION);
        settings.put("kinesis.stream", MARKET_STREAM);
        settings.put("kinesis.stream-arn", arn(MARKET_STREAM));
        settings.put("kinesis.live-stream", LIVE_STREAM);
        return settings;
    }

    static Map<String, String> live(Endpoints endpoints) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("live.endpoint", endpoints.http(Service.KINESIS).toString());
        settings.put("live.dynamodb-endpoint", endpoints.http(Service.DYNAMODB).toString());
        settings.put("live.region", Credentials.REGION);
        settings.put("live.stream", LIVE_STREAM);
        settings.put("live.instance", "local");
        settings.put("live.max-memory", "40M");
        // KCL's pace for its leases: there is no network here to be patient with.
        settings.put("live.failover", "1s");
        return settings;
    }

    private static String arn(String stream) {
        return "arn:aws:kinesis:" + Credentials.REGION + ":" + ACCOUNT + ":stream/" + stream;
    }

    static Map<String, String> lake(Endpoints endpoints) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("catalog.type", "rest");
        settings.put("catalog.uri", endpoints.http(Service.CATALOG).toString());
        settings.put("catalog.warehouse", CatalogStandIn.WAREHOUSE);
        settings.put("s3.endpoint", endpoints.http(Service.S3).toString());
        settings.put("s3.path-style-access", "true");
        return settings;
    }

    /** The packages of the JDK into which Flink reflects. */
    static String[] flinkOpens() {
        return FLINK_OPENS.stream()
                .map(each -> "--add-opens=java.base/" + each + "=ALL-UNNAMED")
                .toArray(String[]::new);
    }

    /** The same as arguments of a program. */
    static String[] args(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }
}
