package io.tapeline.batch.warehouse;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Properties;

/**
 * Where the warehouse is.
 *
 * @param url JDBC address
 * @param user empty if the address names it
 * @param password empty if the address holds it
 * @param secret ARN of a secret that holds both, instead; read when the warehouse is opened
 * @param stagingPrefix for Redshift: where its loads are staged on S3
 * @param role for Redshift: ARN of the role with which it reads them
 */
public record WarehouseSettings(
        String url,
        Optional<String> user,
        Optional<String> password,
        Optional<String> secret,
        String stagingPrefix,
        String role) {
    private static final String REDSHIFT = "jdbc:redshift:";

    public WarehouseSettings {
        requireNonNull(url, "url is null");
        requireNonNull(user, "user is null");
        requireNonNull(password, "password is null");
        requireNonNull(secret, "secret is null");
        requireNonNull(stagingPrefix, "stagingPrefix is null");
        requireNonNull(role, "role is null");
    }

    /** Whether it is Redshift rather than PostgreSQL. */
    public boolean redshift() {
        return url.startsWith(REDSHIFT);
    }

    /** The same with a user and a password instead of the secret. */
    WarehouseSettings with(WarehouseLogin login) {
        return new WarehouseSettings(
                url, Optional.of(login.user()), Optional.of(login.password()), Optional.empty(), stagingPrefix, role);
    }

    Dialect dialect() {
        return redshift() ? new RedshiftDialect(stagingPrefix, role) : new PostgresDialect();
    }

    Properties connectionProperties() {
        Properties properties = new Properties();
        user.ifPresent(value -> properties.setProperty("user", value));
        password.ifPresent(value -> properties.setProperty("password", value));
        if (!redshift()) {
            properties.setProperty("ApplicationName", "tapeline-nightly");
            properties.setProperty("reWriteBatchedInserts", "true");
            properties.setProperty("connectTimeout", "10");
            properties.setProperty("tcpKeepAlive", "true");
        }
        return properties;
    }

    /** The address without what comes after it, which may be a password. */
    String place() {
        int end = url.indexOf('?');
        return end < 0 ? url : url.substring(0, end);
    }

    @Override
    public String toString() {
        return "WarehouseSettings[" + place() + "]";
    }
}
