package io.tapeline.infra.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The setup of the warehouse, run on PostgreSQL, from which Redshift comes. Two things are Redshift's own and are
 * replaced: a user without a password, and the external schema.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SetupStatementsTest {
    private static final SetupStatements SETUP =
            SetupStatements.of(List.of("the-cluster"), List.of("the-analyst", "another"));

    private EmbeddedPostgres server;

    @BeforeAll
    void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void emptyDatabase() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            execute(connection, "DROP SCHEMA IF EXISTS tapeline CASCADE");
            execute(connection, "DROP SCHEMA IF EXISTS lake CASCADE");
        }
    }

    @Test
    void mayBeRepeated() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            setUp(connection);
            setUp(connection);

            assertThat(members(connection, "tapeline_load")).containsExactly("IAMR:the-cluster");
            assertThat(members(connection, "tapeline_read")).containsExactly("IAMR:another", "IAMR:the-analyst");
        }
    }

    @Test
    void letsTheLoadCreateItsTablesAndAnalystsReadThemButNotWrite() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            setUp(connection);
        }

        try (Connection load = as("IAMR:the-cluster")) {
            // As the nightly load begins.
            execute(load, "CREATE SCHEMA IF NOT EXISTS tapeline");
            execute(load, "CREATE TABLE IF NOT EXISTS tapeline.daily_bars (symbol VARCHAR(256) NOT NULL)");
            execute(load, "CREATE TEMPORARY TABLE staging_daily_bars (LIKE tapeline.daily_bars)");
            execute(load, "INSERT INTO tapeline.daily_bars VALUES ('A')");
            execute(load, "DELETE FROM tapeline.daily_bars WHERE symbol = 'B'");
        }
        try (Connection read = as("IAMR:the-analyst")) {
            assertThat(values(read, "SELECT symbol FROM tapeline.daily_bars")).containsExactly("A");
            assertThatThrownBy(() -> execute(read, "DELETE FROM tapeline.daily_bars"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> execute(read, "CREATE TABLE tapeline.mine (a INTEGER)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void letsAnalystsReadTablesThatWereThereBefore() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            execute(connection, "CREATE SCHEMA tapeline");
            execute(connection, "CREATE TABLE tapeline.bars_1m (symbol VARCHAR(256))");
            setUp(connection);
        }

        try (Connection read = as("IAMR:another")) {
            assertThat(values(read, "SELECT symbol FROM tapeline.bars_1m")).isEmpty();
        }
        try (Connection load = as("IAMR:the-cluster")) {
            execute(load, "INSERT INTO tapeline.bars_1m VALUES ('A')");
        }
    }

    @Test
    void namesTheRolesAsTheyAreKnownAtDeployment() {
        assertThat(SETUP.values())
                .isEqualTo(Map.of("Loader0", "the-cluster", "Reader0", "the-analyst", "Reader1", "another"));
        assertThat(SETUP.statements())
                .contains("CALL tapeline.ensure_member('IAMR:${Reader1}', 'tapeline_read')")
                .contains("-- The lake's tables, read where they are.\nCREATE EXTERNAL SCHEMA IF NOT EXISTS"
                        + " ${ExternalSchema} FROM DATA CATALOG DATABASE '${GlueDatabase}' REGION '${Region}' IAM_ROLE"
                        + " '${ExternalRole}'")
                .noneMatch(statement -> statement.contains("${Member}") || statement.contains("${Group}"));
    }

    private static void setUp(Connection connection) throws SQLException {
        for (String statement : SETUP.statements()) {
            String sql = statement
                    .replace("PASSWORD DISABLE", "PASSWORD NULL")
                    .replace("${Database}", "postgres")
                    .replace("${ExternalSchema}", "lake");
            for (Map.Entry<String, String> value : SETUP.values().entrySet()) {
                sql = sql.replace("${" + value.getKey() + "}", value.getValue());
            }
            sql = sql.replaceFirst(
                    "(?s)CREATE EXTERNAL SCHEMA IF NOT EXISTS (\\w+) FROM DATA CATALOG .*",
                    "CREATE SCHEMA IF NOT EXISTS $1");
            execute(connection, sql);
        }
    }

    private Connection as(String user) throws SQLException {
        return DriverManager.getConnection(server.getJdbcUrl(user, "postgres"));
    }

    private static List<String> members(Connection connection, String group) throws SQLException {
        return values(
                connection,
                "SELECT usename FROM pg_user, pg_group WHERE usesysid = ANY (grolist) AND groname = '" + group
                        + "' ORDER BY 1");
    }

    private static List<String> values(Connection connection, String sql) throws SQLException {
        List<String> values = new java.util.ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                values.add(result.getString(1));
            }
        }
        return values;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
