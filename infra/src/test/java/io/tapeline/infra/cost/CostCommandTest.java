package io.tapeline.infra.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CostCommandTest {
    private record Outcome(int exit, String out, String err) {}

    private static Outcome run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CostCommand command = new CostCommand(
                Path.of(".."),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        int exit = new CommandLine(command).execute(args);
        return new Outcome(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "prod"})
    void printsATableThatAddsUp(String profile) throws IOException {
        Outcome table = run("--profile", profile);
        JsonNode json =
                new ObjectMapper().readTree(run("--profile", profile, "--json").out());

        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode line : json.get("lines")) {
            sum = sum.add(line.get("dollars").decimalValue());
        }
        assertThat(json.get("total").decimalValue()).isEqualByComparingTo(sum).isPositive();
        assertThat(table.exit()).isZero();
        assertThat(table.out()).startsWith(profile + ": estimate of a month, in US dollars");
        assertThat(table.out().lines().filter(line -> line.startsWith("Total")).toList())
                .singleElement()
                .asString()
                .endsWith(String.format(java.util.Locale.ROOT, "%,.2f", sum));
        assertThat(table.out()).contains("written down 2026-11-20");
    }

    @Test
    void warnsOfABudgetThatDoesNotSuffice() {
        assertThat(run("--profile", "dev", "monthly_budget=1").out())
                .contains("WARNING: above monthly_budget, which is $1.00");
        assertThat(run("--profile", "dev", "monthly_budget=1000000").out()).doesNotContain("WARNING");
    }

    @Test
    void takesTheRateFromTheCommandLine() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(
                        run("--profile", "dev", "--rate=50000", "--hours-per-day=6.5", "--days-per-month=21", "--json")
                                .out());

        assertThat(json.get("trades_per_second").intValue()).isEqualTo(50_000);
        assertThat(json.get("hours_per_day").decimalValue()).isEqualByComparingTo("6.5");
        assertThat(json.get("days_per_month").intValue()).isEqualTo(21);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--rate=-1 | --rate is not a number from 0 to 100000000: -1",
                "--hours-per-day=25 | --hours-per-day is not a number from 0 to 24: 25",
                "--days-per-month=32 | --days-per-month is not a number from 0 to 31: 32",
                "cheap | not KEY=VALUE: cheap",
                "=1 | not KEY=VALUE: =1",
                "stream_mode=cheap | stream_mode is not one of on-demand, provisioned: cheap",
                "expected_hours_per_day=25 | expected_hours_per_day is not a number from 0 to 24: 25",
                "region=eu-central-1 | no prices of eu-central-1 in ../infra/prices: write eu-central-1-YYYY-MM.properties,"
                        + " or give a file with --prices",
                "--prices=none.properties | cannot read the prices: none.properties",
            })
    void saysWhatIsWrong(String argument, String message) {
        Outcome outcome = run("--profile", "dev", argument);

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains(message);
    }

    @Test
    void saysThatThereIsNoSuchProfile() {
        Outcome outcome = run("--profile", "production");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("infra/profiles/production.properties");
    }

    @Test
    void saysThatPricesAreOfAnotherRegion() {
        Outcome outcome =
                run("--profile", "dev", "region=eu-central-1", "--prices=prices/us-east-1-2026-11.properties");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.err()).contains("these are prices of us-east-1, and the profile's region is eu-central-1");
    }
}
