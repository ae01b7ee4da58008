package io.tapeline.infra.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.infra.synth.Synth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyTableTest {
    private static final Path CHECKOUT = Path.of("..");

    @Test
    void thePageListsEveryKeyWithItsDefaultItsValuesAndItsEffect() throws IOException {
        String page = Files.readString(CHECKOUT.resolve("docs/infrastructure.md"));

        assertThat(page).isEqualTo(KeyTable.in(page, CHECKOUT));
    }

    @Test
    void keysStandInTheOrderOfTheirSectionsAndAreSnakeCase() {
        List<InfraKey.Section> sections =
                Arrays.stream(InfraKey.values()).map(InfraKey::section).toList();

        assertThat(sections).isSorted();
        assertThat(InfraKey.values()).allSatisfy(key -> {
            assertThat(key.key()).matches("[a-z][a-z0-9_]*");
            assertThat(key.name()).isEqualTo(key.key().toUpperCase(java.util.Locale.ROOT));
            assertThat(key.effect()).isNotBlank();
        });
    }

    @Test
    void theThreeProfilesAreRightAndDiffer() {
        InfraConfig dev = Synth.config("dev");
        InfraConfig staging = Synth.config("staging");
        InfraConfig prod = Synth.config("prod");

        assertThat(dev).isNotEqualTo(staging);
        assertThat(staging).isNotEqualTo(prod);
        assertThat(dev.general().monthlyBudget())
                .isLessThan(staging.general().monthlyBudget())
                .isLessThan(prod.general().monthlyBudget());
    }
}
