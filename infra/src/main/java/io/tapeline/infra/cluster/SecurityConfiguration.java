package io.tapeline.infra.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.services.emr.CfnSecurityConfiguration;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/**
 * What EMR encrypts and asks for: S3 and, with a key of our own, local disks; with certificates, what passes between
 * nodes; credentials of the instance by version 2 of the metadata service alone; Kerberos if asked for.
 */
final class SecurityConfiguration {
    private static final int TICKET_HOURS = 24;

    private SecurityConfiguration() {}

    /**
     * Adds it.
     *
     * @param certificates the S3 address of the zip of PEM files
     */
    static CfnSecurityConfiguration add(
            Construct scope, Optional<IKey> key, Optional<String> certificates, Optional<String> kerberosRealm) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("EncryptionConfiguration", encryption(key, certificates));
        json.put(
                "InstanceMetadataServiceConfiguration",
                Map.of("MinimumInstanceMetadataServiceVersion", 2, "HttpPutResponseHopLimit", 1));
        if (kerberosRealm.isPresent()) {
            json.put(
                    "AuthenticationConfiguration",
                    Map.of(
                            "KerberosConfiguration",
                            Map.of(
                                    "Provider",
                                    "ClusterDedicatedKdc",
                                    "ClusterDedicatedKdcConfiguration",
                                    Map.of("TicketLifetimeInHours", TICKET_HOURS))));
        }
        return CfnSecurityConfiguration.Builder.create(scope, "SecurityConfiguration")
                .securityConfiguration(json)
                .build();
    }

    private static Map<String, Object> encryption(Optional<IKey> key, Optional<String> certificates) {
        Map<String, Object> encryption = new LinkedHashMap<>();
        encryption.put("EnableAtRestEncryption", true);
        encryption.put(
                "AtRestEncryptionConfiguration",
                key.map(IKey::getKeyArn)
                        .map(SecurityConfiguration::byKey)
                        .orElse(Map.of("S3EncryptionConfiguration", Map.of("EncryptionMode", "SSE-S3"))));
        encryption.put("EnableInTransitEncryption", certificates.isPresent());
        certificates.ifPresent(uri -> encryption.put(
                "InTransitEncryptionConfiguration",
                Map.of("TLSCertificateConfiguration", Map.of("CertificateProviderType", "PEM", "S3Object", uri))));
        return encryption;
    }

    private static Map<String, Object> byKey(String arn) {
        return Map.of(
                "S3EncryptionConfiguration",
                Map.of("EncryptionMode", "SSE-KMS", "AwsKmsKey", arn),
                "LocalDiskEncryptionConfiguration",
                Map.of("EncryptionKeyProviderType", "AwsKms", "AwsKmsKey", arn, "EnableEbsEncryption", true));
    }
}
