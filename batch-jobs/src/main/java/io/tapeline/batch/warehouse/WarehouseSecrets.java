package io.tapeline.batch.warehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Logins kept in AWS Secrets Manager, as JSON with {@code username} and {@code password}. Credentials come from the AWS
 * default provider chain, the region from the secret's ARN.
 */
final class WarehouseSecrets {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int REGION = 3;

    private WarehouseSecrets() {}

    /**
     * Reads a login.
     *
     * @throws WarehouseException if it cannot be read, or is not one; never with what the secret holds
     */
    static WarehouseLogin login(String arn) throws WarehouseException {
        try (SecretsManagerClient secrets = SecretsManagerClient.builder()
                .region(Region.of(arn.split(":", -1)[REGION]))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(limits -> limits.apiCallTimeout(PATIENCE))
                .build()) {
            return login(
                    arn,
                    secrets.getSecretValue(request -> request.secretId(arn)).secretString());
        } catch (SdkException e) {
            throw new WarehouseException("cannot read the secret " + arn + ": " + e.getMessage(), e);
        }
    }

    private static WarehouseLogin login(String arn, String text) throws WarehouseException {
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(text == null ? "" : text);
        } catch (JsonProcessingException e) {
            // Without its cause, whose message quotes the text.
            throw new WarehouseException("the secret " + arn + " is not JSON");
        }
        JsonNode user = json.path("username");
        JsonNode password = json.path("password");
        if (!user.isTextual() || !password.isTextual()) {
            throw new WarehouseException("the secret " + arn + " lacks username or password");
        }
        return new WarehouseLogin(user.textValue(), password.textValue());
    }
}
