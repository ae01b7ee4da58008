package io.tapeline.infra;

import io.tapeline.infra.config.GeneralConfig;
import io.tapeline.infra.config.InfraConfig;
import java.util.Locale;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.PermissionsBoundary;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** A stack of Tapeline: {@code tapeline-dev-streams}, tagged with its project, environment and component. */
public abstract class TapelineStack extends Stack {
    private final InfraConfig config;

    /**
     * @param component its name behind the prefix
     * @param description what stands in it, in a phrase
     */
    protected TapelineStack(Construct scope, InfraConfig config, String component, String description) {
        this(scope, config, component, description, config.general().region());
    }

    /** The same in another region than the others. */
    protected TapelineStack(Construct scope, InfraConfig config, String component, String description, String region) {
        super(scope, config.general().prefix() + "-" + component, props(config, component, description, region));
        this.config = config;
        Tags.of(this).add("project", config.general().projectName());
        Tags.of(this).add("environment", config.general().environment().lowerCase());
        Tags.of(this).add("component", component);
        Validations.of(this)
                .acknowledge(
                        acknowledged("W3010", "zones are a setting, so that the templates need no account to be made"),
                        acknowledged("W9007", "the rule takes all references to other stacks for the same one"));
    }

    private static Acknowledgment acknowledged(String rule, String reason) {
        return Acknowledgment.builder()
                .id("CloudFormation-Validate::" + rule)
                .reason(reason)
                .build();
    }

    private static StackProps props(InfraConfig config, String component, String description, String region) {
        GeneralConfig general = config.general();
        Environment.Builder environment = Environment.builder().region(region);
        general.account().ifPresent(environment::account);
        StackProps.Builder props = StackProps.builder()
                .stackName(general.prefix() + "-" + component)
                .description("Tapeline: " + description)
                .env(environment.build())
                .terminationProtection(general.isProduction());
        general.permissionsBoundary().map(PermissionsBoundary::fromArn).ifPresent(props::permissionsBoundary);
        return props.build();
    }

    protected final InfraConfig config() {
        return config;
    }

    /** The physical name of something: {@code tapeline-dev-NAME}. */
    protected final String named(String name) {
        return config.general().prefix() + "-" + name;
    }

    /** The name of a bucket, which all accounts and regions share: {@code tapeline-dev-NAME-ACCOUNT-REGION}. */
    protected final String bucketName(String name) {
        return named(name) + "-" + getAccount() + "-" + getRegion();
    }

    /**
     * What becomes of data when the stack is destroyed. What is kept goes all the same with a stack that could not be made:
     * it is empty, and its name would be in the way of the next attempt.
     */
    protected final RemovalPolicy dataRemoval() {
        return config.general().retainData() ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
    }

    /** How long logs are kept. */
    protected final RetentionDays logRetention() {
        int days = config.general().logRetentionDays();
        for (RetentionDays retention : RetentionDays.values()) {
            if (days(retention) == days) {
                return retention;
            }
        }
        throw new IllegalStateException("no such retention: " + days);
    }

    private static int days(RetentionDays retention) {
        return switch (retention) {
            case ONE_DAY -> 1;
            case THREE_DAYS -> 3;
            case FIVE_DAYS -> 5;
            case ONE_WEEK -> 7;
            case TWO_WEEKS -> 14;
            case ONE_MONTH -> 30;
            case TWO_MONTHS -> 60;
            case THREE_MONTHS -> 90;
            case FOUR_MONTHS -> 120;
            case FIVE_MONTHS -> 150;
            case SIX_MONTHS -> 180;
            case ONE_YEAR -> 365;
            case THIRTEEN_MONTHS -> 400;
            case EIGHTEEN_MONTHS -> 545;
            case TWO_YEARS -> 731;
            case THREE_YEARS -> 1096;
            case FIVE_YEARS -> 1827;
            case SIX_YEARS -> 2192;
            case SEVEN_YEARS -> 2557;
            case EIGHT_YEARS -> 2922;
            case NINE_YEARS -> 3288;
            case TEN_YEARS -> 3653;
            case INFINITE -> Integer.MAX_VALUE;
        };
    }

    /**
     * Prints a value after the deployment.
     *
     * @param name in snake case, such as {@code cluster_id}
     */
    protected final void output(String name, String description, String value) {
        StringBuilder id = new StringBuilder("Output");
        for (String word : name.split("_", -1)) {
            id.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        CfnOutput output = CfnOutput.Builder.create(this, id.toString())
                .description(description)
                .value(value)
                .build();
        // Logical ids are alphanumeric: ClusterId for cluster_id.
        output.overrideLogicalId(id.substring("Output".length()));
    }
}
