package io.tapeline.local.kinesis.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.kinesis.checkpoint.SequenceNumberValidator;

class SequenceSpaceTest {
    @Test
    void numbersHaveFiftySixDigitsAndGrowThroughTheCentury() {
        BigInteger last = BigInteger.ZERO;
        Random random = new Random(1);
        for (int year = 2024; year < 2124; year++) {
            long millis = Instant.parse(year + "-06-01T00:00:00Z").toEpochMilli();
            SequenceSpace space = new SequenceSpace(random.nextInt(Integer.MAX_VALUE), millis / 1000);
            for (long index : new long[] {0, 1, 2, 1_000_000, Long.MAX_VALUE}) {
                String number = space.number(index, millis + random.nextInt(1000));
                assertThat(number).hasSize(56);
                assertThat(new BigInteger(number)).isGreaterThan(last);
                assertThat(space.indexOf(number)).isEqualTo(index);
                last = new BigInteger(number);
            }
        }
    }

    @Test
    void nameTheirShardAsKclReadsIt() {
        String number = new SequenceSpace(42, 1_700_000_000).number(7, 1_700_000_001_234L);

        SequenceNumberValidator validator = new SequenceNumberValidator();

        assertThat(validator.validateSequenceNumberForShard(number, "shardId-000000000042"))
                .contains(true);
        assertThat(validator.validateSequenceNumberForShard(number, "shardId-000000000043"))
                .contains(false);
        assertThat(validator.versionFor(number)).contains(2);
    }

    @Test
    void refuseWhatIsNotTheirs() {
        SequenceSpace space = new SequenceSpace(1, 1_700_000_000);
        String ofLaterStream = new SequenceSpace(1, 1_700_000_001).number(1, 0);

        assertThat(space.indexOf("0")).isZero();
        assertThatThrownBy(() -> space.indexOf(ofLaterStream)).isInstanceOf(KinesisException.class);
        assertThatThrownBy(() -> space.indexOf("12")).isInstanceOf(KinesisException.class);
        assertThatThrownBy(() -> space.indexOf("-1")).isInstanceOf(KinesisException.class);
        assertThatThrownBy(() -> space.indexOf("9".repeat(130))).isInstanceOf(KinesisException.class);
    }
}
