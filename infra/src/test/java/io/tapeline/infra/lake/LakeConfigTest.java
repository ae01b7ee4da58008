package io.tapeline.infra.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.infra.synth.Synth;
import io.tapeline.settings.SettingsException;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LakeConfigTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            s3_bucket_name=My_Bucket | s3_bucket_name is not the name of a bucket: My_Bucket
            s3_bucket_key_arn=arn:aws:kms:us-east-1:111122223333:key/abc | s3_bucket_key_arn is for an existing bucket: s3_bucket_name is absent
            s3_bucket_key_arn=abc | s3_bucket_key_arn is not the ARN of a key: abc
            glue_database=Market-1 | glue_database is not a name of a-z, 0-9 and underscores: Market-1
            infrequent_access_days=29 | infrequent_access_days is neither 0 nor at least 30, as S3 asks: 29
            infrequent_access_days=-1 | infrequent_access_days is not an integer from 0 to 3650: -1
            old_version_days=0 | old_version_days is not an integer from 1 to 3650: 0
            old_metadata_days=x | old_metadata_days is not an integer from 1 to 3650: x
            aborted_upload_days=0 | aborted_upload_days is not an integer from 1 to 3650: 0
            cors_origins=http://a.example | cors_origins is not an origin such as https://app.example.com: http://a.example
            cors_origins=* | cors_origins is not an origin such as https://app.example.com: *
            bucket_metrics=yes | bucket_metrics is not true or false: yes
            lake_inventory=monthly | lake_inventory is not one of off, daily, weekly: monthly
            statistics_schedule=0 5 * * * | statistics_schedule is not a schedule such as cron(0 5 ? * SUN *) or rate(7 days): 0 5 * * *
            athena_scan_limit=0 | athena_scan_limit is not an integer from 1 to 1000000: 0
            analyst_principals=alice | analyst_principals is not the ARN of a user or a role: alice
            analyst_principals=arn:aws:iam::111122223333:root | analyst_principals is not the ARN of a user or a role: arn:aws:iam::111122223333:root
            trail=reads | trail is not one of off, writes, all: reads
            """)
    void saysWhatIsWrong(String setting, String problem) {
        assertThatThrownBy(() -> Synth.config("dev", setting))
                .isInstanceOf(SettingsException.class)
                .hasMessage(problem);
    }

    @Test
    void listsAllThatIsWrongAtOnce() {
        assertThatThrownBy(() -> Synth.config("dev", "trail=reads", "old_version_days=0", "replica_region=mars"))
                .asInstanceOf(InstanceOfAssertFactories.type(SettingsException.class))
                .extracting(SettingsException::problems)
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .containsExactly(
                        "old_version_days is not an integer from 1 to 3650: 0",
                        "trail is not one of off, writes, all: reads",
                        "replica_region is not a region such as us-west-2: mars");
    }

    @Test
    void knowsTheTablesOfTheJobs() {
        List<String> names = io.tapeline.lake.LakeTables.ALL.stream()
                .map(io.tapeline.lake.LakeTable::name)
                .toList();

        assertThat(LakeLayout.TABLES).isEqualTo(names);
    }

    @Test
    void takesARateOrACron() {
        assertThat(Synth.config("dev", "statistics_schedule=rate(7 days)")
                        .lake()
                        .statisticsSchedule())
                .contains("rate(7 days)");
        assertThat(Synth.config("dev", "statistics_schedule=cron(0 5 ? * SUN *)")
                        .lake()
                        .statisticsSchedule())
                .contains("cron(0 5 ? * SUN *)");
    }
}
