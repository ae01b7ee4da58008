package io.tapeline.infra.recovery;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.infra.synth.Synth;
import io.tapeline.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecoveryConfigTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            replica_region=us-east-1 | replica_region is the region of the lake itself: us-east-1
            replica_region=Oregon | replica_region is not a region such as us-west-2: Oregon
            replica_old_version_days=0 | replica_old_version_days is not an integer from 1 to 3650: 0
            """)
    void saysWhatIsWrong(String setting, String problem) {
        assertThatThrownBy(() -> Synth.config("dev", setting))
                .isInstanceOf(SettingsException.class)
                .hasMessage(problem);
    }

    @Test
    void copiesNoBucketThatIsNotOurs() {
        assertThatThrownBy(() -> Synth.config("dev", "replica_region=us-west-2", "s3_bucket_name=theirs"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("replica_region is for a bucket that is created: s3_bucket_name is an existing one, which"
                        + " stays as it is");
    }
}
