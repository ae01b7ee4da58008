package io.tapeline.infra.services;

import io.tapeline.infra.Accepted;
import io.tapeline.infra.Artifacts;
import io.tapeline.infra.TapelineStack;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.foundation.FoundationStack;
import io.tapeline.infra.network.NetworkStack;
import io.tapeline.infra.streams.StreamsStack;
import java.util.Optional;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/** Ingest and live on Fargate, behind one internal load balancer that speaks TLS 1.3 only. */
public final class ServicesStack extends TapelineStack {
    private final Optional<IKey> key;
    private final Cluster cluster;
    private final Balancer balancer;
    private final BalancerCertificate certificate;
    private final FargateRuntime ingest;
    private final FargateRuntime live;

    /**
     * @param logsBucket name of the bucket that takes the load balancer's access logs under {@code alb/}
     */
    public ServicesStack(
            Construct scope,
            InfraConfig config,
            FoundationStack foundation,
            NetworkStack network,
            StreamsStack streams,
            String logsBucket,
            Artifacts artifacts) {
        super(scope, config, "services", "ingest and live");
        this.key = foundation.key();
        this.cluster = Cluster.Builder.create(this, "Cluster")
                .clusterName(named("services"))
                .vpc(network.vpc())
                .containerInsightsV2(insights(config.services().containerInsights()))
                .build();
        if (config.services().containerInsights() == ServicesConfig.Insights.DISABLED) {
            Accepted.finding(
                    cluster, "AwsSolutions-ECS4", "paid for by the figure: container_insights says who wants them");
        }
        ISecret keys = keys();
        this.balancer = new Balancer(this, config, network, logsBucket);
        this.certificate = new BalancerCertificate(this, config, balancer.alb(), logRetention(), key);
        ApplicationListener listener = balancer.listen(certificate.certificate());
        this.ingest = new FargateRuntime(
                this,
                config,
                Ingest.define(config, streams.marketData(), key, keys, artifacts.ingestImage()),
                network,
                cluster,
                logRetention(),
                key);
        ingest.serve(listener, 10, balancer);
        this.live = new FargateRuntime(
                this,
                config,
                Live.define(config, streams.live(), key, artifacts.liveImage()),
                network,
                cluster,
                logRetention(),
                key);
        live.serve(listener, 20, balancer);
        if (config.services().waf()) {
            new WebAcl(this, config, balancer.alb().getLoadBalancerArn()).log(logRetention(), key);
        }
        output("ingest_url", "where producers post", ingestUrl());
        output("live_url", "the page of live bars", liveUrl());
        output("api_keys_secret", "the file of API keys", named("ingest-api-keys"));
    }

    private static ContainerInsights insights(ServicesConfig.Insights insights) {
        return switch (insights) {
            case DISABLED -> ContainerInsights.DISABLED;
            case ENABLED -> ContainerInsights.ENABLED;
            case ENHANCED -> ContainerInsights.ENHANCED;
        };
    }

    /** Valid, and empty: whoever runs the service puts the hashes of keys in. Later deployments leave it as it is. */
    private ISecret keys() {
        Secret.Builder secret = Secret.Builder.create(this, "ApiKeys")
                .secretName(named("ingest-api-keys"))
                .description(
                        "The ingest service's file of API keys: their hashes and limits, as ./tapeline keys makes it")
                .secretStringValue(SecretValue.unsafePlainText("{\"keys\": []}"))
                .removalPolicy(dataRemoval());
        key.ifPresent(secret::encryptionKey);
        Secret made = secret.build();
        Accepted.finding(
                made,
                "AwsSolutions-SMG4",
                "hashes of keys that producers hold: they are rotated by giving a producer a second one, not by AWS");
        // As one of another stack: a grant on the secret itself would write the role into the key's policy, which is
        // made first.
        return Secret.fromSecretCompleteArn(this, "ApiKeysReference", made.getSecretArn());
    }

    /** Where producers post, without a slash at the end. */
    public String ingestUrl() {
        return "https://" + certificate.host();
    }

    /** The page of live bars; its API is below it. */
    public String liveUrl() {
        return "https://" + certificate.host() + "/";
    }

    /** As CloudWatch's dimension {@code LoadBalancer} has it. */
    public String loadBalancerFullName() {
        return balancer.alb().getLoadBalancerFullName();
    }

    public String clusterName() {
        return cluster.getClusterName();
    }

    public String ingestServiceName() {
        return ingest.service().getServiceName();
    }

    public String liveServiceName() {
        return live.service().getServiceName();
    }

    /** What ingest logs: JSON, a line each. */
    public ILogGroup ingestLogs() {
        return ingest.logs();
    }
}
