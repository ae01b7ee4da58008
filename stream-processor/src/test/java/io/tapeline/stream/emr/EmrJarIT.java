package io.tapeline.stream.emr;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.testkit.emr.EmrJar;
import io.tapeline.testkit.emr.EmrJarContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmrJarIT extends EmrJarContract {
    /** Our own, the Kinesis connector, Iceberg with the AWS SDK, Avro; and what these bring under its own name. */
    private static final List<String> ALLOWED = List.of(
            "io/tapeline/",
            "org/apache/flink/connector/aws/",
            "org/apache/flink/connector/kinesis/",
            "org/apache/flink/dropwizard/",
            "org/apache/flink/kinesis/shaded/",
            "org/apache/flink/streaming/connectors/kinesis/",
            "org/apache/iceberg/",
            "software/amazon/",
            "org/apache/avro/",
            "com/fasterxml/jackson/",
            "com/github/luben/zstd/",
            "com/codahale/metrics/",
            "com/github/benmanes/caffeine/",
            "com/google/errorprone/annotations/",
            "dev/failsafe/",
            "org/apache/commons/codec/",
            "org/apache/datasketches/",
            "org/checkerframework/",
            "org/eclipse/microprofile/",
            "org/intellij/lang/annotations/",
            "org/jetbrains/annotations/",
            "org/locationtech/jts/",
            "org/projectnessie/",
            "org/reactivestreams/",
            "org/roaringbitmap/");

    EmrJarIT() throws IOException {
        super(EmrJar.of("stream-processor"), "io.tapeline.stream.StreamProcessorJob", 125_000_000, ALLOWED);
    }

    @Override
    protected List<Path> clusterClassPath() {
        return ClusterClassPath.jars();
    }

    @Test
    void holdsItsSourceItsSinkAndTheirNativeCode() {
        assertThat(jar().entries())
                .contains(
                        "org/apache/flink/connector/kinesis/source/KinesisStreamsSource.class",
                        "org/apache/iceberg/flink/sink/FlinkSink.class",
                        "org/apache/iceberg/aws/glue/GlueCatalog.class",
                        "software/amazon/awssdk/services/glue/GlueClient.class",
                        "software/amazon/awssdk/services/s3/S3Client.class",
                        "linux/amd64/libzstd-jni-1.5.7-9.so",
                        "linux/aarch64/libzstd-jni-1.5.7-9.so");
    }

    @Test
    void leavesLoggingToTheCluster() {
        assertThat(jar().entries())
                .noneMatch(name -> name.startsWith("org/slf4j/")
                        || name.startsWith("org/apache/logging/")
                        || name.startsWith("org/apache/log4j/")
                        || name.contains("log4j2")
                        || name.contains("simplelogger"));
    }

    @Test
    void holdsNoProgramsThatEmrDoesNotRun() {
        // The Kinesis Producer Library's, and native code of Windows.
        assertThat(jar().entries())
                .noneMatch(name -> name.startsWith("amazon-kinesis-producer") || name.endsWith(".dll"));
    }

    @Test
    void hasTheLicencesAndNoticesOfItsLibraries() throws Exception {
        assertThat(jar().text("LICENSE") + jar().text("NOTICE"))
                .contains("Apache Iceberg", "includes code from Apache Avro");
        assertThat(jar().text("META-INF/NOTICE")).contains("Apache Avro", "flink-connector-kinesis");
    }
}
