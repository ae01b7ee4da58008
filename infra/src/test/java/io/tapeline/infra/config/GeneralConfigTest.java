package io.tapeline.infra.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.infra.synth.Synth;
import io.tapeline.settings.SettingsException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneralConfigTest {
    @Test
    void readsAProfileAndWhatWinsOverIt() {
        GeneralConfig general = Synth.config(
                        "prod",
                        "account=123456789012",
                        "region=eu-central-1",
                        "monthly_budget=99.5",
                        "kms_encryption=false")
                .general();

        assertThat(general.environment()).isEqualTo(GeneralConfig.Environment.PROD);
        assertThat(general.isProduction()).isTrue();
        assertThat(general.prefix()).isEqualTo("tapeline-prod");
        assertThat(general.account()).contains("123456789012");
        assertThat(general.region()).isEqualTo("eu-central-1");
        assertThat(general.monthlyBudget()).isEqualTo(new BigDecimal("99.5"));
        assertThat(general.kmsEncryption()).isFalse();
        assertThat(general.retainData()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "project_name=Tape_line | project_name is not 2 to 20 of a-z, 0-9 and hyphens, a letter first: Tape_line",
                "environment=test | environment is not one of dev, staging, prod: test",
                "account=12 | account is not twelve digits: 12",
                "region=nowhere | region is not a region such as us-east-1: nowhere",
                "kms_encryption=perhaps | kms_encryption is not true or false: perhaps",
                "log_retention=0 | log_retention is not an integer from 1 to 3653: 0",
                "permissions_boundary=arn:aws:iam::1:role/x | permissions_boundary is not the ARN of a policy: arn:aws:iam::1:role/x",
                "alarm_email=me | alarm_email is not an e-mail address: me",
                "monthly_budget=0 | monthly_budget is not a number from 1 to 10000000: 0",
                "monthly_budgt=9 | unknown setting: monthly_budgt (did you mean monthly_budget?)",
            })
    void namesWhatIsWrong(String change, String problem) {
        assertThatThrownBy(() -> Synth.config("dev", change))
                .isInstanceOfSatisfying(
                        SettingsException.class,
                        wrong -> assertThat(wrong.problems()).containsExactly(problem));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "31", "3652"})
    void daysThatCloudWatchDoesNotKnowAreWrong(String days) {
        assertThatThrownBy(() -> Synth.config("dev", "log_retention=" + days))
                .hasMessageStartingWith("log_retention is not a number of days that CloudWatch knows")
                .hasMessageEndingWith(": " + days);
    }

    @Test
    void aBudgetIsRequired() {
        assertThatThrownBy(() -> Synth.config("dev", "monthly_budget=")).hasMessage("monthly_budget is required");
    }
}
