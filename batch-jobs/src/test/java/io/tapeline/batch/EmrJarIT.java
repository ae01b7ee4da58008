package io.tapeline.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.testkit.emr.EmrJar;
import io.tapeline.testkit.emr.EmrJarContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmrJarIT extends EmrJarContract {
    /** Our own, with the AWS SDK under a name of our own, and PostgreSQL's driver; EMR has that of Redshift. */
    private static final List<String> ALLOWED = List.of(
            "io/tapeline/batch/",
            "io/tapeline/analytics/",
            "io/tapeline/lake/",
            "io/tapeline/model/",
            "io/tapeline/settings/",
            "org/postgresql/");

    EmrJarIT() throws IOException {
        super(EmrJar.of("batch-jobs"), "io.tapeline.batch.NightlyJob", 12_000_000, ALLOWED);
    }

    @Override
    protected List<Path> clusterClassPath() throws IOException {
        return SparkSubmit.classPath();
    }

    @Test
    void holdsWhatReachesTheWarehouse() {
        assertThat(jar().entries())
                .contains(
                        "org/postgresql/Driver.class",
                        "io/tapeline/batch/shaded/software/amazon/awssdk/services/secretsmanager/SecretsManagerClient.class");
    }

    @Test
    void namesItsDriverToTheDriverManager() throws Exception {
        assertThat(jar().providers("META-INF/services/java.sql.Driver")).containsExactly("org.postgresql.Driver");
    }

    @Test
    void leavesLoggingToTheCluster() {
        assertThat(jar().entries()).noneMatch(name -> name.contains("log4j2"));
    }

    @Test
    void hasTheLicencesAndNoticesOfItsLibraries() throws Exception {
        assertThat(jar().text("META-INF/LICENSE")).contains("PostgreSQL Global Development Group");
        assertThat(jar().text("META-INF/NOTICE.txt")).contains("AWS SDK for Java 2.0");
    }
}
