package io.tapeline.infra.services;

import io.tapeline.infra.config.InfraConfig;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.services.certificatemanager.CfnCertificate;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCertificate;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.route53.CfnRecordSet;
import software.constructs.Construct;

/** What the load balancer proves itself with, and the name that it has. */
final class BalancerCertificate extends Construct {
    /** Reserved for examples (RFC 2606), as the domains of the shipped profiles are. */
    private static final String NOBODYS = ".example.com";

    private final ServicesConfig config;
    private final ApplicationLoadBalancer balancer;
    private final String arn;

    BalancerCertificate(
            Construct scope,
            InfraConfig config,
            ApplicationLoadBalancer balancer,
            RetentionDays retention,
            Optional<IKey> key) {
        super(scope, "Certificate");
        this.config = config.services();
        this.balancer = balancer;
        this.arn = this.config
                .certificateArn()
                .or(() -> this.config.domainName().map(this::issued))
                .orElseGet(
                        () -> new SelfSignedCertificate(this, config, balancer.getLoadBalancerDnsName(), retention, key)
                                .arn());
        this.config.hostedZoneId().ifPresent(this::alias);
    }

    private String issued(String domain) {
        if (domain.endsWith(NOBODYS)) {
            Annotations.of(this)
                    .addWarningV2(
                            "tapeline:domain",
                            "domain_name is " + domain + ", which nobody can prove to be theirs: a deployment waits for"
                                    + " its certificate for hours, then fails. Put a name of yours and its hosted_zone_id"
                                    + " into the profile");
        }
        return CfnCertificate.Builder.create(this, "Issued")
                .domainName(domain)
                .validationMethod("DNS")
                .domainValidationOptions(List.of(CfnCertificate.DomainValidationOptionProperty.builder()
                        .domainName(domain)
                        .hostedZoneId(config.hostedZoneId().orElseThrow())
                        .build()))
                .build()
                .getRef();
    }

    /** A public name with private addresses: of use to those who reach the VPC. */
    private void alias(String zone) {
        CfnRecordSet.Builder.create(this, "Alias")
                .hostedZoneId(zone)
                .name(config.domainName().orElseThrow())
                .type("A")
                .aliasTarget(CfnRecordSet.AliasTargetProperty.builder()
                        .dnsName(balancer.getLoadBalancerDnsName())
                        .hostedZoneId(balancer.getLoadBalancerCanonicalHostedZoneId())
                        .evaluateTargetHealth(false)
                        .build())
                .build();
    }

    ListenerCertificate certificate() {
        return ListenerCertificate.fromArn(arn);
    }

    /** The name that it is good for. */
    String host() {
        return config.domainName().orElseGet(balancer::getLoadBalancerDnsName);
    }
}
