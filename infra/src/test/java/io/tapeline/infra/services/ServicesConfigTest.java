package io.tapeline.infra.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.infra.synth.Synth;
import io.tapeline.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicesConfigTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "cpu_architecture=riscv | cpu_architecture is not one of arm64, x86-64: riscv",
                "container_insights=some | container_insights is not one of disabled, enabled, enhanced: some",
                "service_cpu_target=95 | service_cpu_target is not an integer from 10 to 90: 95",
                "ingest_cpu=1000 | ingest_cpu is not one of [512, 1024, 2048, 4096, 8192, 16384], as Fargate has them: 1000",
                "ingest_memory=1024 | ingest_memory is not from 2048 to 8192 in steps of 1024, as Fargate has it for 1024 of"
                        + " ingest_cpu: 1024",
                "ingest_memory=2500 | ingest_memory is not from 2048 to 8192 in steps of 1024, as Fargate has it for 1024 of"
                        + " ingest_cpu: 2500",
                "ingest_min_tasks=3 | ingest_min_tasks is above ingest_max_tasks: 3 > 2",
                "ingest_spool=151 | ingest_spool is not an integer from 0 to 150: 151",
                "ingest_requests_per_task=0 | ingest_requests_per_task is not an integer from 1 to 10000000: 0",
                "live_cpu=200 | live_cpu is not an integer from 512 to 16384: 200",
                "live_memory=8192 | live_memory is not from 1024 to 4096 in steps of 1024, as Fargate has it for 512 of live_cpu:"
                        + " 8192",
                "live_max_tasks=21 | live_max_tasks is not an integer from 1 to 20: 21",
                "live_max_tasks=3 | live_max_tasks is more than the 2 that can share a stream with live_consumer polling: 3",
                "live_consumer=push | live_consumer is not one of fan-out, polling: push",
                "certificate_arn=mine | certificate_arn is not the ARN of a certificate in ACM: mine",
                "domain_name=Not_a_name | domain_name is not a name such as tapeline.example.com: Not_a_name",
                "domain_name=tapeline.example.com | domain_name needs hosted_zone_id, where its certificate is proven, or"
                        + " certificate_arn",
                "hosted_zone_id=Z0123456789ABC | hosted_zone_id is for domain_name, which is absent",
                "hosted_zone_id=zone | hosted_zone_id is not the id of a hosted zone: zone",
                "waf_rate_limit=9 | waf_rate_limit is not an integer from 10 to 2000000000: 9",
                "self_signed_generation=0 | self_signed_generation is not an integer from 1 to 1000000: 0",
                "service_exec=perhaps | service_exec is not true or false: perhaps",
            })
    void saysWhatIsWrong(String setting, String problem) {
        assertThatThrownBy(() -> Synth.config("dev", setting))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void wantsAnHonestCertificateOutsideOfDevelopment() {
        assertThatThrownBy(() -> Synth.config("prod", "domain_name=", "hosted_zone_id="))
                .hasMessageContaining(
                        "certificate_arn or domain_name with hosted_zone_id is required: a self-signed certificate is for dev");
        assertThat(Synth.config("dev").services().certificateArn()).isEmpty();
    }

    @Test
    void listsEveryProblem() {
        assertThatThrownBy(() -> Synth.config("dev", "ingest_cpu=1000", "live_max_tasks=21", "waf_rate_limit=many"))
                .hasMessageContaining("ingest_cpu is not one of")
                .hasMessageContaining("live_max_tasks is not an integer")
                .hasMessageContaining("waf_rate_limit is not an integer from 10 to 2000000000: many");
    }
}
