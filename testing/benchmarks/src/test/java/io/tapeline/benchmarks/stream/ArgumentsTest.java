package io.tapeline.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.benchmarks.stream.Arguments.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    @Test
    void withoutArgumentsAllPartsAreRun() {
        assertThat(Arguments.parse().trades()).isEqualTo(100_000_000);
        assertThat(Arguments.parse().parts()).containsExactly(Part.values());
        assertThat(Arguments.parse().rounds()).isEqualTo(3);
    }

    @Test
    void tradesPartsAndRoundsCanBeSet() {
        Arguments arguments = Arguments.parse("--trades=1000000", "--only=function,sql", "--rounds=1");

        assertThat(arguments.trades()).isEqualTo(1_000_000);
        assertThat(arguments.parts()).containsExactly(Part.SQL, Part.FUNCTION);
        assertThat(arguments.rounds()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--trades=many | --trades is not a number from 1000000 on: many",
                "--trades=999999 | --trades is not a number from 1000000 on: 999999",
                "--trades= | --trades is not a number from 1000000 on: ",
                "--rounds=0 | --rounds is not a number from 1 on: 0",
                "--only=sql,java | --only names no part: 'java'",
                "--only= | --only names no part: ''",
                "100 | no such argument: 100"
            })
    void whatCannotBeReadIsRefused(String argument, String message) {
        assertThatThrownBy(() -> Arguments.parse(argument))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
