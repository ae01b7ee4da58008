package io.tapeline.batch.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.batch.FakeAws;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarehouseSecretsTest {
    private static final String ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tapeline/warehouse-AbCdEf";
    private static final String ENDPOINT = "aws.endpointUrlSecretsManager";
    private static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", "AKTEST", "aws.secretAccessKey", "tapeline");

    @BeforeEach
    void giveCredentials() {
        CREDENTIALS.forEach(System::setProperty);
    }

    @AfterEach
    void takeThemBack() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
        System.clearProperty(ENDPOINT);
    }

    @Test
    void readsUserAndPasswordInTheRegionOfTheArn() throws Exception {
        // As Redshift Serverless keeps its own: with more fields.
        try (FakeAws aws = FakeAws.withSecret(
                "{\"username\":\"night\",\"password\":\"pa$$ word\",\"engine\":\"redshift\",\"port\":5439}")) {
            System.setProperty(ENDPOINT, aws.endpoint().toString());

            assertThat(WarehouseSecrets.login(ARN)).isEqualTo(new WarehouseLogin("night", "pa$$ word"));
            assertThat(aws.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request)
                            .startsWith("secretsmanager.GetSecretValue ")
                            .contains(
                                    "AKTEST/",
                                    "/eu-west-1/secretsmanager/aws4_request",
                                    "{\"SecretId\":\"" + ARN + "\"}"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"username\":\"hidden-user\"}", "[\"hidden-user\"]", "hidden-user"})
    void refusesWhatIsNoLoginWithoutShowingIt(String secret) throws Exception {
        try (FakeAws aws = FakeAws.withSecret(secret)) {
            System.setProperty(ENDPOINT, aws.endpoint().toString());

            assertThatThrownBy(() -> WarehouseSecrets.login(ARN))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageStartingWith("the secret " + ARN)
                    .hasNoCause()
                    .message()
                    .doesNotContain("hidden-user");
        }
    }

    @Test
    void saysWhatAwsSaysOfASecretThatItMayNotRead() throws Exception {
        try (FakeAws aws = FakeAws.refusing("AccessDeniedException", "not authorized to perform it")) {
            System.setProperty(ENDPOINT, aws.endpoint().toString());

            assertThatThrownBy(() -> WarehouseSecrets.login(ARN))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageStartingWith("cannot read the secret " + ARN)
                    .hasMessageContaining("not authorized to perform it");
        }
    }

    @Test
    void keepsThePasswordOutOfItsText() {
        assertThat(new WarehouseLogin("night", "hidden").toString()).isEqualTo("WarehouseLogin[night]");
    }
}
