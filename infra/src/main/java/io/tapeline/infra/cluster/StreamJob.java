package io.tapeline.infra.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.emr.CfnCluster;
import software.amazon.awscdk.services.emr.CfnStep;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * The stream job on the cluster: a step that installs its supervisor on the primary node and submits it, again whenever
 * the jar or an argument changes; and the log group of the supervisor, which begins with ERROR or WARN what somebody should
 * look at.
 */
final class StreamJob {
    /** So often the supervisor tries before it waits for the hour to pass, or for somebody. */
    private static final int MOST_STARTS_AN_HOUR = 6;

    /** Where EMR keeps the key of the user that steps run as. */
    private static final String KEYTAB = "/etc/hadoop.keytab";

    /**
     * What the job is told.
     *
     * @param name of the YARN application
     * @param jar S3 address
     * @param arguments of the job itself, {@code --key=value}
     */
    record Submission(
            String name, String jar, String checkpointsUri, JobsConfig.Stream settings, List<String> arguments) {
        Submission {
            arguments = List.copyOf(arguments);
        }
    }

    private StreamJob() {}

    static LogGroup logGroup(Construct scope, String name, Optional<IKey> key, RetentionDays retention, Role writer) {
        LogGroup.Builder group = LogGroup.Builder.create(scope, "SupervisorLog")
                .logGroupName(name)
                .retention(retention)
                .removalPolicy(RemovalPolicy.DESTROY);
        key.ifPresent(group::encryptionKey);
        LogGroup made = group.build();
        writer.addToPolicy(ClusterRoles.allow(
                List.of("logs:CreateLogStream", "logs:PutLogEvents"), List.of(made.getLogGroupArn())));
        return made;
    }

    /** Adds the step. */
    static CfnStep add(
            Construct scope, CfnCluster cluster, Role reader, LogGroup log, Submission submission, boolean kerberos) {
        String installer = Scripts.add(scope, "StreamInstall", StreamJob.class, "stream-install.sh", reader);
        String supervisor = Scripts.add(scope, "StreamSupervisor", StreamJob.class, "stream-supervisor.sh", reader);
        List<String> args = new ArrayList<>(List.of(
                "bash",
                "-c",
                "aws s3 cp --only-show-errors \"$0\" /tmp/stream-install.sh && bash /tmp/stream-install.sh \"$@\"",
                installer,
                supervisor,
                submission.jar(),
                log.getLogGroupName(),
                submission.checkpointsUri(),
                submission.name(),
                Integer.toString(MOST_STARTS_AN_HOUR),
                kerberos ? KEYTAB : "-",
                "-Dyarn.application.name=" + submission.name(),
                "-Dyarn.application.queue=" + YarnSettings.STREAMING,
                "-p",
                Integer.toString(submission.settings().parallelism()),
                "--"));
        args.addAll(submission.arguments());
        return CfnStep.Builder.create(scope, "StreamStep")
                .jobFlowId(cluster.getRef())
                .name("stream-processor")
                .actionOnFailure("CONTINUE")
                .hadoopJarStep(CfnStep.HadoopJarStepConfigProperty.builder()
                        .jar("command-runner.jar")
                        .args(args)
                        .build())
                .build();
    }
}
