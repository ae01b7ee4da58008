package io.tapeline.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.batch.lake.LakeSettings.CatalogType;
import io.tapeline.batch.lake.TradingDate;
import io.tapeline.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final String CATALOG = "--catalog.uri=http://127.0.0.1:8181";
    private static final Map<String, String> ENVIRONMENT = Map.of("PASSWORD", "hidden");

    @TempDir
    Path directory;

    @Test
    void takesAListOfDatesInOrderAndOnce() throws Exception {
        assertThat(parse("--date=2013-11-26, 2013-11-25,2013-11-26").dates())
                .extracting(TradingDate::toString)
                .containsExactly("2013-11-25", "2013-11-26");
    }

    @Test
    void takesARangeWithBothEnds() throws Exception {
        assertThat(parse("--from=2013-11-29", "--to=2013-12-01").dates())
                .extracting(TradingDate::toString)
                .containsExactly("2013-11-29", "2013-11-30", "2013-12-01");
    }

    @Test
    void hasDefaultsForTheRest() throws Exception {
        NightlyConfig config = parse("--date=2013-11-25");

        assertThat(config.streamWait()).contains(Duration.ofMinutes(10));
        assertThat(config.force()).isFalse();
        assertThat(config.warehouse()).isEmpty();
        assertThat(config.compaction().retain()).isEqualTo(Duration.ofDays(5));
        assertThat(config.compaction().orphans()).isZero();
        assertThat(config.spark().master()).isEqualTo("local[2]");
        assertThat(config.lake().catalogProperties())
                .containsEntry("uri", "http://127.0.0.1:8181")
                .containsEntry("warehouse", "s3://tapeline-lake/warehouse")
                .doesNotContainKey("s3.endpoint");
    }

    @Test
    void takesFlagsWithAndWithoutAValue() throws Exception {
        NightlyConfig config = parse("--date=2013-11-25", "--force", "--no-wait=true", "--orphans");

        assertThat(config.force()).isTrue();
        assertThat(config.streamWait()).isEmpty();
        assertThat(config.compaction().orphans()).isEqualTo(Duration.ofDays(3));
        assertThat(parse("--date=2013-11-25", "--force=false").force()).isFalse();
    }

    @Test
    void prefersArgumentsToTheFile() throws Exception {
        Path file = Files.writeString(
                directory.resolve("night.properties"), "stream-wait=5s\nretain=9d\ncatalog.type=glue\n");

        NightlyConfig config = parse("--config=" + file, "--date=2013-11-25", "--retain=7d");

        assertThat(config.streamWait()).contains(Duration.ofSeconds(5));
        assertThat(config.compaction().retain()).isEqualTo(Duration.ofDays(7));
        assertThat(config.lake().catalogType()).isEqualTo(CatalogType.GLUE);
        assertThat(config.lake().catalogProperties()).containsEntry("type", "glue");
    }

    @Test
    void takesThePasswordFromTheEnvironment() throws Exception {
        NightlyConfig config = parse(
                "--date=2013-11-25",
                "--warehouse.url=jdbc:postgresql://127.0.0.1/warehouse",
                "--warehouse.user=night",
                "--warehouse.password-env=PASSWORD");

        assertThat(config.warehouse().orElseThrow().password()).contains("hidden");
        assertThat(config.toString()).doesNotContain("hidden");
    }

    @Test
    void takesYesterdayFromTheClock() throws Exception {
        assertThat(parse("--date=yesterday").dates())
                .extracting(TradingDate::toString)
                .containsExactly("2026-11-19");
    }

    @Test
    void takesTheSecretsNameInsteadOfAPassword() throws Exception {
        String arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tapeline/warehouse-AbCdEf";

        NightlyConfig config =
                parse("--date=2013-11-25", "--warehouse.url=jdbc:postgresql://x/y", "--warehouse.secret=" + arn);

        assertThat(config.warehouse().orElseThrow().secret()).contains(arn);
        assertThat(config.warehouse().orElseThrow().password()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--date=2013-13-01 | date is not a date such as 2013-11-25: 2013-13-01",
                "--date=25.11.2013 | date is not a date such as 2013-11-25: 25.11.2013",
                "--date=2013-11-25,, | date is not a date such as 2013-11-25: ",
                "--date=2026-11-21 | date is in the future: 2026-11-21",
                "--from=2013-11-25 | date or both --from and --to say the trading dates; one of the two is required",
                "--force | date or both --from and --to say the trading dates; one of the two is required",
                "--from=2013-11-26 --to=2013-11-25 | from is after to: 2013-11-26, 2013-11-25",
                "--from=1913-11-26 --to=2013-11-25 | from is more than 3660 days before to: 1913-11-26, 2013-11-25",
                "--date=2013-11-25 --stream-wait=soon | stream-wait is not a duration such as 250ms, 5s, 1m, 2h or 7d: soon",
                "--date=2013-11-25 --force=yes | force is not true or false: yes",
                "--date=2013-11-25 --spark.shuffle-partitions=0 | spark.shuffle-partitions is not an integer from 1 to 100000: 0",
                "--date=2013-11-25 --catalog.type=hive | catalog.type is not one of rest, glue: hive",
                "--date=2013-11-25 --catalog.uri=nowhere | catalog.uri is not an address such as http://127.0.0.1:4566: nowhere",
                "--date=2013-11-25 --warehouse.url=jdbc:oracle:x | warehouse.url is not jdbc:postgresql:... or jdbc:redshift:...",
                "--date=2013-11-25 --warehouse.url=jdbc:redshift://x/y | warehouse.staging is required for Redshift",
                "--date=2013-11-25 --warehouse.url=jdbc:postgresql://x/y --warehouse.password-env=NONE "
                        + "| warehouse.password-env names a variable that is not set: NONE",
                "--date=2013-11-25 --warehouse.url=jdbc:postgresql://x/y --warehouse.secret=warehouse "
                        + "| warehouse.secret is not the ARN of a secret: warehouse",
                "--date=2013-11-25 --warehouse.url=jdbc:postgresql://x/y --warehouse.user=night "
                        + "--warehouse.secret=arn:aws:secretsmanager:eu-west-1:123456789012:secret:s "
                        + "| warehouse.secret is there beside warehouse.user or warehouse.password-env",
                "--date=2013-11-25 --dates=x | unknown setting: dates (did you mean date?)",
                "--date=2013-11-25 now | argument is not --key=value: now",
                "--date=2013-11-25 --report | argument is not --key=value: --report",
                "--date=2013-11-25 --config=/no/such/file | cannot read the file of --config"
            })
    void refusesAndSaysWhy(String arguments, String problem) {
        assertThatThrownBy(() -> parse(arguments.split(" ")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(problem.trim());
    }

    @Test
    void listsEveryProblemAtOnce() {
        assertThatThrownBy(() -> CommandLine.parse(name -> Optional.empty(), TODAY, "--retain=x", "--foo=1"))
                .hasMessageContaining("unknown setting: foo")
                .hasMessageContaining("retain is not a duration")
                .hasMessageContaining("catalog.uri is required for a REST catalog")
                .hasMessageContaining("say the trading dates");
    }

    @Test
    void describesEverySetting() {
        assertThat(CommandLine.help())
                .contains(Arrays.stream(NightlyKey.values())
                        .map(key -> "--" + key.key())
                        .toList());
    }

    private static NightlyConfig parse(String... arguments) {
        boolean catalog = Arrays.stream(arguments).anyMatch(argument -> argument.startsWith("--catalog.uri"));
        return CommandLine.parse(
                name -> Optional.ofNullable(ENVIRONMENT.get(name)),
                TODAY,
                Stream.concat(Arrays.stream(arguments), catalog ? Stream.empty() : Stream.of(CATALOG))
                        .toArray(String[]::new));
    }
}
