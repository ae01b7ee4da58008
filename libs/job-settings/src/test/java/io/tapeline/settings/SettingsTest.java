package io.tapeline.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @ParameterizedTest
    @CsvSource({"0ms,PT0S", "250ms,PT0.25S", "5s,PT5S", "1 m,PT1M", "2h,PT2H", "36500d,PT876000H"})
    void readsDurations(String text, Duration duration) {
        Settings settings = parse("--wait-for=" + text);

        assertThat(settings.duration(TestKey.WAIT, Duration.ZERO)).isEqualTo(duration);
        assertThatCode(settings::check).doesNotThrowAnyException();
    }

    @Test
    void readsTheOtherTypes() {
        Settings settings = parse(
                "--count=9",
                "--force=TRUE",
                "--paint.colour=Light-Blue",
                "--place.address=http://127.0.0.1:8181/x",
                "--day=2013-11-25",
                "--days=2013-11-26, 2013-11-25,2013-11-26");

        assertThat(settings.integer(TestKey.COUNT, 0, 9)).isEqualTo(9);
        assertThat(settings.flag(TestKey.FORCE)).isTrue();
        assertThat(settings.flag(TestKey.CAREFUL)).isTrue();
        assertThat(settings.choice(TestKey.COLOUR, TestKey.Colour.class)).isEqualTo(TestKey.Colour.LIGHT_BLUE);
        assertThat(settings.address(TestKey.PLACE)).contains(URI.create("http://127.0.0.1:8181/x"));
        assertThat(settings.date(TestKey.DAY)).contains(LocalDate.of(2013, 11, 25));
        assertThat(settings.dates(TestKey.DAYS))
                .containsExactly(LocalDate.of(2013, 11, 26), LocalDate.of(2013, 11, 25), LocalDate.of(2013, 11, 26));
        assertThatCode(settings::check).doesNotThrowAnyException();
    }

    @Test
    void readsDecimalsAndLists() {
        Settings settings = parse("--wait-for=0.25", "--name= a, b ,c", "--day=");

        assertThat(settings.decimal(TestKey.WAIT, BigDecimal.ZERO, BigDecimal.ONE))
                .contains(new BigDecimal("0.25"));
        assertThat(settings.decimal(TestKey.DAY, BigDecimal.ZERO, BigDecimal.ONE))
                .isEmpty();
        assertThat(settings.list(TestKey.NAME)).containsExactly("a", "b", "c");
        assertThat(settings.list(TestKey.DAYS)).isEmpty();
        assertThatCode(settings::check).doesNotThrowAnyException();
    }

    @Test
    void wrongDecimalsAndListsAreNamed() {
        Settings settings = parse("--name=a,,b", "--day=1.01", "--days=cheap");

        assertThat(settings.decimal(TestKey.DAY, BigDecimal.ZERO, BigDecimal.ONE))
                .isEmpty();
        assertThat(settings.decimal(TestKey.DAYS, BigDecimal.ZERO, BigDecimal.ONE))
                .isEmpty();
        settings.list(TestKey.NAME);

        assertThatThrownBy(settings::check)
                .isInstanceOfSatisfying(
                        SettingsException.class,
                        wrong -> assertThat(wrong.problems())
                                .containsExactly(
                                        "day is not a number from 0 to 1: 1.01",
                                        "days is not a number from 0 to 1: cheap",
                                        "name has an empty value in its list: a,,b"));
    }

    @Test
    void whatIsAbsentAndNotRequiredIsEmpty() {
        Settings settings = parse();

        assertThat(settings.optional(TestKey.NAME)).isEmpty();
        assertThat(settings.address(TestKey.PLACE)).isEmpty();
        assertThat(settings.date(TestKey.DAY)).isEmpty();
        assertThat(settings.dates(TestKey.DAYS)).isEmpty();
        assertThatCode(settings::check).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--count=10 | count is not an integer from 0 to 9: 10",
                "--count=-1 | count is not an integer from 0 to 9: -1",
                "--count=3.0 | count is not an integer from 0 to 9: 3.0",
                "--count=99999999999 | count is not an integer from 0 to 9: 99999999999",
                "--force=yes | force is not true or false: yes",
                "--wait-for=soon | wait-for is not a duration such as 250ms, 5s, 1m, 2h or 7d: soon",
                "--wait-for=-5s | wait-for is not a duration such as 250ms, 5s, 1m, 2h or 7d: -5s",
                "--wait-for=999ms | wait-for is below 1000ms: 999ms",
                "--wait-for=36501d | wait-for is above 36500d: 36501d",
                "--wait-for=999999999d | wait-for is above 36500d: 999999999d",
                "--paint.colour=green | paint.colour is not one of red, light-blue: green",
                "--place.address=nowhere | place.address is not an address such as http://127.0.0.1:4566: nowhere",
                "--place.address=a b | place.address is not an address such as http://127.0.0.1:4566: a b",
                "--day=2013-13-01 | day is not a date such as 2013-11-25: 2013-13-01",
                "--day=2013-11-25,2013-11-26 | day is not a date such as 2013-11-25: 2013-11-25,2013-11-26",
                "--days=2013-11-25,25.11.2013 | days is not a date such as 2013-11-25: 25.11.2013",
                "--colour=red | unknown setting: colour",
                "--paint.color=red | unknown setting: paint.color (did you mean paint.colour?)",
                "--wait_for=5s | unknown setting: wait_for (did you mean wait-for?)",
                "--dya=2013-11-25 | unknown setting: dya (did you mean day?)",
            })
    void saysWhatIsWrong(String argument, String problem) {
        Settings settings = parse(argument, "--name=x");

        readAll(settings);

        assertThatThrownBy(settings::check)
                .isInstanceOf(SettingsException.class)
                .hasMessage(problem);
    }

    @Test
    void listsEveryProblemAtOnceAndTheJobsOwnToo() {
        Settings settings = parse("--count=many", "--foo=1", "now");

        readAll(settings);
        settings.problem(TestKey.FORCE, "is not allowed today");

        assertThatThrownBy(settings::check)
                .isInstanceOfSatisfying(
                        SettingsException.class,
                        wrong -> assertThat(wrong.problems())
                                .containsExactly(
                                        "argument is not --key=value: now",
                                        "unknown setting: foo",
                                        "name is required",
                                        "count is not an integer from 0 to 9: many",
                                        "force is not allowed today"));
    }

    @Test
    void saysOnceThatARequiredValueIsAbsent() {
        Settings settings = parse();

        settings.integer(TestKey.NAME, 0, 9);

        assertThatThrownBy(settings::check).hasMessage("name is required");
    }

    @ParameterizedTest
    @CsvSource({"form,from,1", "retian,retain,1", "kitten,sitting,3", "'',abc,3", "same,same,0", "abc,'',3"})
    void countsSlips(String typed, String meant, int slips) {
        assertThat(Likeness.slips(typed, meant)).isEqualTo(slips);
    }

    private static void readAll(Settings settings) {
        settings.text(TestKey.NAME);
        settings.address(TestKey.PLACE);
        settings.flag(TestKey.FORCE);
        settings.flag(TestKey.CAREFUL);
        settings.integer(TestKey.COUNT, 0, 9);
        settings.duration(TestKey.WAIT, Duration.ofSeconds(1));
        settings.choice(TestKey.COLOUR, TestKey.Colour.class);
        settings.date(TestKey.DAY);
        settings.dates(TestKey.DAYS);
    }

    private static Settings parse(String... args) {
        return Arguments.parse(TestKey.values(), args);
    }
}
