package io.tapeline.infra.services;

import io.tapeline.infra.config.InfraConfig;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;

/** Statements that several roles have. */
final class Grants {
    private Grants() {}

    /** The use of a key, by way of one service only. */
    static PolicyStatement ofKey(IKey key, String service, InfraConfig config, String action) {
        return PolicyStatement.Builder.create()
                .sid("Key")
                .actions(List.of(action))
                .resources(List.of(key.getKeyArn()))
                .conditions(Map.of(
                        "StringEquals",
                        Map.of(
                                "kms:ViaService",
                                service + "." + config.general().region() + "." + Aws.URL_SUFFIX)))
                .build();
    }
}
