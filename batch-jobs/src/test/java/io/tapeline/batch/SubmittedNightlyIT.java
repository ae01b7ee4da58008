package io.tapeline.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.batch.Day.T;
import io.tapeline.batch.SparkSubmit.Result;
import io.tapeline.batch.cli.CommandLine;
import io.tapeline.batch.cli.NightlyConfig;
import io.tapeline.batch.lake.Lake;
import io.tapeline.lake.LakeTables;
import io.tapeline.local.standins.LocalStack;
import io.tapeline.local.standins.StandIn;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar for EMR, as {@code spark-submit} runs it. */
class SubmittedNightlyIT {
    private static final String SECRET =
            "arn:aws:secretsmanager:us-east-1:000000000000:secret:tapeline/warehouse-AbCdEf";

    @TempDir
    private Path directory;

    @Test
    void runsTheNightWithALoginFromASecret() throws Exception {
        List<T> trades = new ArrayList<>();
        Instant first = Instant.parse("2013-11-25T09:30:00Z");
        for (int i = 0; i < 60; i++) {
            trades.add(new T(
                    "BTC-USD",
                    i,
                    first.plusSeconds(i * 700L).getEpochSecond() * 1_000_000_000L,
                    BigDecimal.valueOf(80_000 + i * 37 % 100, 2),
                    BigDecimal.valueOf(i + 1L, 1)));
        }
        try (LocalStack stack =
                LocalStack.start(directory.resolve("stack"), EnumSet.of(StandIn.CATALOG, StandIn.POSTGRES))) {
            URI warehouse = URI.create(stack.warehouseJdbcUrl().substring("jdbc:".length()));
            Map<String, String> login = Arrays.stream(warehouse.getQuery().split("&"))
                    .map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
            List<String> arguments = List.of(
                    "--date=2013-11-25",
                    "--catalog.uri=" + stack.catalogUri(),
                    "--s3.endpoint=" + stack.s3Endpoint(),
                    "--s3.path-style-access=true",
                    "--warehouse.url=jdbc:postgresql://" + warehouse.getAuthority() + warehouse.getPath(),
                    "--warehouse.secret=" + SECRET,
                    "--fail-on-difference");
            NightlyConfig config = CommandLine.parse(
                    name -> Optional.empty(), LocalDate.parse("2013-11-26"), arguments.toArray(String[]::new));
            Lake.connect(config.lake());
            try (LakeFixture lake = new LakeFixture(config.lake().catalogProperties());
                    FakeAws aws = FakeAws.withSecret("{\"username\":\"" + login.get("user") + "\",\"password\":\""
                            + login.getOrDefault("password", "") + "\"}")) {
                lake.append(LakeTables.TRADES, trades.stream().map(T::row).toList());
                lake.append(
                        LakeTables.BARS,
                        Day.bars(trades).entrySet().stream()
                                .map(bar -> Day.row(bar.getKey(), bar.getValue(), 0))
                                .toList());

                Result night = SparkSubmit.run(
                        "night",
                        directory,
                        Map.of(
                                "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                                aws.endpoint().toString()),
                        arguments);

                assertThat(night.text()).contains("1 dates in").doesNotContain("FAILED");
                assertThat(night.status()).isZero();
                assertThat(aws.requests()).singleElement().asString().startsWith("secretsmanager.GetSecretValue ");
                Published published = new Published(lake, stack.warehouseJdbcUrl());
                assertThat(published.statuses("2013-11-25"))
                        .containsOnly("succeeded")
                        .hasSize(5);
                assertThat(published.warehouse("daily_bars", "1d", "trading_date::timestamp AT TIME ZONE 'UTC'"))
                        .isEqualTo(Day.bars(trades).entrySet().stream()
                                .filter(bar -> bar.getKey().interval().equals("1d"))
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
            }
        }
    }

    @Test
    void reachesGlueWithTheClustersIcebergAndEndsWithTheStatusOfAFailure() throws Exception {
        try (FakeAws glue = FakeAws.refusing("AccessDeniedException", "not authorized to perform: glue:GetTable")) {
            Result night = SparkSubmit.run(
                    "glue",
                    directory,
                    Map.of("AWS_ENDPOINT_URL_GLUE", glue.endpoint().toString()),
                    List.of("--date=yesterday", "--catalog.type=glue", "--catalog.warehouse=s3://lake/warehouse"));

            assertThat(night.text()).contains("cannot reach the catalog", "not authorized to perform: glue:GetTable");
            assertThat(night.status()).isEqualTo(1);
            assertThat(glue.requests()).first().asString().startsWith("AWSGlue.GetTable ");
        }
    }

    @Test
    void endsWithTheStatusOfBadArguments() throws Exception {
        Result night = SparkSubmit.run("arguments", directory, Map.of(), List.of("--date=someday"));

        assertThat(night.text()).contains("date is not a date such as 2013-11-25: someday");
        assertThat(night.status()).isEqualTo(2);
    }
}
