package io.tapeline.infra.night;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.infra.config.InfraKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NightlyArgumentsTest {
    private static final NightlyArguments ALL = new NightlyArguments(
            "s3://lake/warehouse",
            "eu-west-1",
            Optional.of(new NightlyArguments.Load(
                    "jdbc:redshift://wg:5439/tapeline", Optional.of("arn:secret"), "s3://lake/staging", "arn:role")),
            List.of("--orphans"));

    @Test
    void saysWhereTheLakeAndTheWarehouseAre() {
        assertThat(ALL.list())
                .containsExactly(
                        "--catalog.type=glue",
                        "--catalog.warehouse=s3://lake/warehouse",
                        "--s3.region=eu-west-1",
                        "--warehouse.url=jdbc:redshift://wg:5439/tapeline",
                        "--warehouse.secret=arn:secret",
                        "--warehouse.staging=s3://lake/staging",
                        "--warehouse.role=arn:role",
                        "--orphans");
    }

    @Test
    void leavesTheWarehouseOutIfThereIsNone() {
        assertThat(new NightlyArguments("s3://lake/warehouse", "eu-west-1", Optional.empty(), List.of()).list())
                .containsExactly(
                        "--catalog.type=glue", "--catalog.warehouse=s3://lake/warehouse", "--s3.region=eu-west-1");
    }

    @Test
    void namesKeysOfTheJobsDocumentation() throws IOException {
        String page = Files.readString(Path.of("../docs/configuration.md"));
        String batch = page.substring(page.indexOf("## batch-jobs"));

        assertThat(ALL.list())
                // Comes with the jars for a cluster.
                .filteredOn(argument -> !argument.startsWith("--warehouse.secret="))
                .allSatisfy(argument ->
                        assertThat(batch).contains("| `" + argument.substring(2).split("=", 2)[0] + "` |"));
        assertThat(batch).contains("| `date` |", "| `force` |");
        assertThat(InfraKey.NIGHTLY_ARGUMENTS.effect()).contains("--stream-wait");
        assertThat(batch).contains("| `stream-wait` |", "| `orphans` |");
    }
}
