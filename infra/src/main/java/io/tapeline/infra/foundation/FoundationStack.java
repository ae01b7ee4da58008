package io.tapeline.infra.foundation;

import io.tapeline.infra.TapelineStack;
import io.tapeline.infra.config.InfraConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** The key that encrypts what is at rest, and the topic of alarms. */
public final class FoundationStack extends TapelineStack {
    private final Optional<IKey> key;
    private final Topic alarms;

    public FoundationStack(Construct scope, InfraConfig config) {
        super(scope, config, "foundation", "the key, and the topic of alarms");
        this.key = config.general().kmsEncryption() ? Optional.of(createKey()) : Optional.empty();
        this.alarms = createAlarms();
        output("alarm_topic", "where alarms are published", alarms.getTopicArn());
    }

    private Key createKey() {
        Key made = Key.Builder.create(this, "Key")
                .alias(named("data"))
                .description("Data of " + config().general().prefix())
                .enableKeyRotation(true)
                .removalPolicy(dataRemoval())
                .build();
        // The roles of this account get theirs in their own policies; services that act for themselves need it here.
        made.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("Logs")
                .principals(List.of(new ServicePrincipal("logs." + getRegion() + "." + Aws.URL_SUFFIX)))
                .actions(List.of(
                        "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"))
                .resources(List.of("*"))
                .conditions(Map.of(
                        "ArnLike",
                        Map.of(
                                "kms:EncryptionContext:aws:logs:arn",
                                "arn:" + Aws.PARTITION + ":logs:" + getRegion() + ":" + getAccount() + ":*")))
                .build());
        made.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("Notifications")
                .principals(List.of(
                        new ServicePrincipal("cloudwatch.amazonaws.com"),
                        new ServicePrincipal("events.amazonaws.com"),
                        new ServicePrincipal("budgets.amazonaws.com")))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey*"))
                .resources(List.of("*"))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", getAccount())))
                .build());
        return made;
    }

    private Topic createAlarms() {
        Topic.Builder topic =
                Topic.Builder.create(this, "Alarms").topicName(named("alarms")).enforceSsl(true);
        key.ifPresent(topic::masterKey);
        Topic made = topic.build();
        config().general().alarmEmail().ifPresent(address -> made.addSubscription(new EmailSubscription(address)));
        return made;
    }

    /** The key of our own; empty: AWS's keys are used. */
    public Optional<IKey> key() {
        return key;
    }

    /** Where alarms, failed and finished runs are published. */
    public ITopic alarms() {
        return alarms;
    }
}
