package io.tapeline.infra.batch;

import io.tapeline.infra.Artifacts;
import io.tapeline.infra.Jar;
import io.tapeline.infra.TapelineStack;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.foundation.FoundationStack;
import io.tapeline.infra.lake.LakeStack;
import io.tapeline.infra.network.NetworkStack;
import java.util.Optional;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.iam.IRole;
import software.constructs.Construct;

/** A place of its own for the night: EMR Serverless or Glue, as {@code batch_target} says. */
public final class BatchStack extends TapelineStack {
    private final Optional<ServerlessBatch> serverless;
    private final Optional<GlueBatch> glue;
    private final String jar;

    /**
     * Makes it.
     *
     * @param artifacts among them the night's jar
     * @throws IllegalArgumentException if the night runs on the cluster
     */
    public BatchStack(
            Construct scope,
            InfraConfig config,
            FoundationStack foundation,
            NetworkStack network,
            LakeStack lake,
            Artifacts artifacts) {
        super(scope, config, "batch", "a place of its own for the night");
        Jar jar = Jar.of(this, config.general(), "batch-jobs-emr.jar", artifacts.batchJar(), lake.artifacts());
        this.jar = jar.uri();
        switch (config.batch().target()) {
            case EMR_EC2 -> throw new IllegalArgumentException("the night runs on the cluster");
            case EMR_SERVERLESS -> {
                this.serverless = Optional.of(
                        new ServerlessBatch(this, named("batch"), config, foundation.key(), network, lake, jar));
                this.glue = Optional.empty();
                output(
                        "serverless_application_id",
                        "the application of EMR Serverless",
                        serverless.get().applicationId());
            }
            case GLUE -> {
                this.serverless = Optional.empty();
                this.glue = Optional.of(
                        new GlueBatch(this, named("nightly"), config, foundation.key(), network, lake, jar));
                output("glue_job_name", "the Glue job", glue.get().jobName());
            }
            default ->
                throw new IllegalStateException(
                        "no such target: " + config.batch().target());
        }
    }

    /** The application of EMR Serverless. */
    public Optional<String> serverlessApplicationId() {
        return serverless.map(ServerlessBatch::applicationId);
    }

    /** What its runs run as. */
    public Optional<IRole> serverlessRole() {
        return serverless.map(ServerlessBatch::role);
    }

    /** The Glue job. */
    public Optional<String> glueJobName() {
        return glue.map(GlueBatch::jobName);
    }

    /** What the night runs as, wherever that is. */
    public IRole role() {
        return serverless
                .map(ServerlessBatch::role)
                .orElseGet(() -> glue.orElseThrow().role());
    }

    /** Where its calls come from. */
    public ISecurityGroup securityGroup() {
        return serverless
                .map(ServerlessBatch::securityGroup)
                .orElseGet(() -> glue.orElseThrow().securityGroup());
    }

    /** The S3 address of the night's jar. */
    public String jar() {
        return jar;
    }
}
