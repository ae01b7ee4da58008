package io.tapeline.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.infra.synth.NeedsNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody may more than was approved: {@code ./tapeline infra access --approve}, and a look at the difference. */
@NeedsNode
class ApprovedAccessTest {
    private static final Path CHECKOUT = Path.of("..");

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "prod"})
    void everyStatementIsApproved(String profile) throws IOException {
        assertThat(AccessCommand.report(CHECKOUT, profile).lines())
                .isEqualTo(Files.readString(AccessCommand.approved(CHECKOUT, profile)));
    }

    @Test
    void thePageOfTheMatrixIsThatOfTheTemplates() throws IOException {
        assertThat(AccessCommand.MATRIX_HEAD
                        + AccessCommand.report(CHECKOUT, "prod").markdown())
                .isEqualTo(Files.readString(AccessCommand.matrix(CHECKOUT)));
    }
}
