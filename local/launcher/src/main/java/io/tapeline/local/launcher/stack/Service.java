package io.tapeline.local.launcher.stack;

import io.tapeline.local.standins.CatalogStandIn;
import io.tapeline.local.standins.DynamoDbStandIn;
import io.tapeline.local.standins.PostgresStandIn;
import io.tapeline.local.standins.S3StandIn;

/** The processes of a stack, in the order in which they are shown. */
public enum Service {
    KINESIS("kinesis", 4567, "Kinesis"),
    S3(S3StandIn.NAME, 9000, "S3"),
    POSTGRES(PostgresStandIn.NAME, 5433, "warehouse, in place of Redshift"),
    CATALOG(CatalogStandIn.NAME, 8181, "Iceberg catalog, in place of Glue"),
    DYNAMODB(DynamoDbStandIn.NAME, 8000, "DynamoDB"),
    INGEST("ingest-service", 8080, "HTTP API"),
    STREAM("stream-processor", 8081, "Flink job and its web UI"),
    LIVE("live-service", 8082, "live bars, and a page of them");

    private final String id;
    private final int defaultPort;
    private final String role;

    Service(String id, int defaultPort, String role) {
        this.id = id;
        this.defaultPort = defaultPort;
        this.role = role;
    }

    /** The name in commands, logs and files. */
    public String id() {
        return id;
    }

    /** Where it listens unless that port is taken. */
    public int defaultPort() {
        return defaultPort;
    }

    /**
     * The service of a name.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Service ofId(String id) {
        for (Service service : values()) {
            if (service.id.equals(id)) {
                return service;
            }
        }
        throw new IllegalArgumentException("no such service: " + id);
    }

    /** What it is, in a few words. */
    public String role() {
        return role;
    }
}
