package io.tapeline.infra.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.infra.TapelineInfra;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class BatchStackTest {
    private static Template template(String... changes) {
        return Synth.template(Synth.infra("dev", changes).batch().orElseThrow());
    }

    @Test
    void onTheClusterTheNightNeedsNoPlaceOfItsOwn() {
        TapelineInfra infra = Synth.infra("dev");

        assertThat(infra.batch()).isEmpty();
    }

    @Test
    void serverlessApplicationIsAsLargeAsItMayBeAndStopsWhenIdle() {
        Template template = template(
                "batch_target=emr-serverless",
                "serverless_architecture=x86-64",
                "serverless_max_cpu=48",
                "serverless_max_memory=192",
                "serverless_max_disk=700",
                "serverless_idle_timeout=25",
                "emr_release=emr-7.12.0");

        template.hasResourceProperties(
                "AWS::EMRServerless::Application",
                Map.of(
                        "Name",
                        "tapeline-dev-batch",
                        "Type",
                        "SPARK",
                        "ReleaseLabel",
                        "emr-7.12.0",
                        "Architecture",
                        "X86_64",
                        "AutoStartConfiguration",
                        Map.of("Enabled", true),
                        "AutoStopConfiguration",
                        Map.of("Enabled", true, "IdleTimeoutMinutes", 25),
                        "MaximumCapacity",
                        Map.of("Cpu", "48 vCPU", "Memory", "192 GB", "Disk", "700 GB"),
                        // Nothing is kept warm: that would cost by the hour.
                        "InitialCapacity",
                        Match.absent(),
                        "RuntimeConfiguration",
                        List.of(
                                Map.of(
                                        "Classification",
                                        "spark-defaults",
                                        "Properties",
                                        Map.of(
                                                "spark.jars",
                                                "/usr/share/aws/iceberg/lib/iceberg-spark3-runtime.jar,/usr/share/aws/redshift/jdbc/RedshiftJDBC.jar")))));
        assertThat(template.findOutputs("ServerlessApplicationId")).hasSize(1);
        template.resourceCountIs("AWS::Glue::Job", 0);
    }

    @Test
    void serverlessIsArmUnlessToldOtherwise() {
        template("batch_target=emr-serverless")
                .hasResourceProperties("AWS::EMRServerless::Application", Map.of("Architecture", "ARM64"));
    }

    @Test
    void glueJobIsAsItWasAskedFor() {
        Template template = template(
                "batch_target=glue",
                "glue_worker_type=G.4X",
                "glue_workers=9",
                "glue_auto_scaling=false",
                "glue_timeout=90",
                "glue_insights=false");

        template.hasResourceProperties(
                "AWS::Glue::Job",
                Map.of(
                        "Name",
                        "tapeline-dev-nightly",
                        "GlueVersion",
                        "5.0",
                        "WorkerType",
                        "G.4X",
                        "NumberOfWorkers",
                        9,
                        "Timeout",
                        90,
                        "MaxRetries",
                        0,
                        "ExecutionProperty",
                        Map.of("MaxConcurrentRuns", 1),
                        "DefaultArguments",
                        Match.objectLike(Map.of(
                                "--class", "NightlyGlue",
                                "--job-language", "scala",
                                "--datalake-formats", "iceberg",
                                "--enable-auto-scaling", "false",
                                "--enable-job-insights", "false",
                                "--enable-spark-ui", "true",
                                "--enable-metrics", "true"))));
        template.hasResourceProperties(
                "AWS::Glue::Connection",
                Map.of("ConnectionInput", Match.objectLike(Map.of("ConnectionType", "NETWORK"))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"WorkerType, G.1X", "NumberOfWorkers, 4", "Timeout, 2880"})
    void glueJobsDefaults(String property, String value) {
        Object expected = value.matches("\\d+") ? Integer.valueOf(value) : value;

        template("batch_target=glue").hasResourceProperties("AWS::Glue::Job", Map.of(property, expected));
    }

    @Test
    void glueEncryptsWithOurKeyWhatItWrites() {
        template("batch_target=glue")
                .hasResourceProperties(
                        "AWS::Glue::SecurityConfiguration",
                        Map.of(
                                "EncryptionConfiguration",
                                Match.objectLike(Map.of(
                                        "CloudWatchEncryption",
                                                Match.objectLike(Map.of("CloudWatchEncryptionMode", "SSE-KMS")),
                                        "JobBookmarksEncryption",
                                                Match.objectLike(Map.of("JobBookmarksEncryptionMode", "CSE-KMS"))))));
    }

    @Test
    void glueScriptCallsTheNightsMainClass() throws java.io.IOException {
        String script = Files.readString(Path.of("src/main/resources/io/tapeline/infra/batch/NightlyGlue.scala"));

        assertThat(script)
                .contains("import io.tapeline.batch.NightlyJob", "object NightlyGlue {", "NightlyJob.main(")
                // The workflow leaves them out.
                .contains(".map(\"--\" + _)");
        assertThat(Path.of("../batch-jobs/src/main/java/io/tapeline/batch/NightlyJob.java"))
                .content()
                .contains("public static void main(String[] args)");
    }
}
