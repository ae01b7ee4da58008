package io.tapeline.infra.cluster;

import io.tapeline.infra.config.Checks;
import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who gets in, and what is encrypted between nodes.
 *
 * @param keyName a key pair for SSH
 * @param certificates key of the zip of PEM files in the artifacts bucket
 * @param kerberosRealm the realm, if users are authenticated by Kerberos
 */
public record AccessConfig(Optional<String> keyName, Optional<String> certificates, Optional<String> kerberosRealm) {
    private static final Pattern KEY_PAIR = Pattern.compile("[\\x21-\\x7e][\\x20-\\x7e]{0,253}");
    private static final Pattern OBJECT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9/._-]*\\.zip");
    private static final Pattern REALM = Pattern.compile("[A-Z0-9][A-Z0-9.-]*");

    static AccessConfig read(Settings settings) {
        Optional<String> realm = Checks.matching(
                settings, InfraKey.KERBEROS_REALM, REALM, "a realm in capital letters such as TAPELINE.INTERNAL");
        return new AccessConfig(
                Checks.matching(settings, InfraKey.KEY_NAME, KEY_PAIR, "the name of a key pair"),
                Checks.matching(
                        settings, InfraKey.TLS_CERTIFICATES, OBJECT, "the key of a zip such as certificates/emr.zip"),
                settings.flag(InfraKey.KERBEROS) ? realm : Optional.empty());
    }
}
