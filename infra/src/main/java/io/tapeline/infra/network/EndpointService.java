package io.tapeline.infra.network;

import io.tapeline.infra.network.NetworkConfig.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A service of AWS that has an interface endpoint, and who in the VPC calls it. */
enum EndpointService {
    KINESIS_STREAMS("kinesis-streams", Reason.PIPELINE, "ingest, live and the stream job"),
    LOGS("logs", Reason.PIPELINE, "the containers' logs"),
    ECR_API("ecr.api", Reason.PIPELINE, "the containers' images"),
    ECR_DKR("ecr.dkr", Reason.PIPELINE, "the containers' images"),
    SECRETS_MANAGER("secretsmanager", Reason.PIPELINE, "the API keys"),
    GLUE("glue", Reason.PIPELINE, "the catalog of the stream job and the batch"),
    KMS("kms", Reason.OWN_KEY, "the cluster's disks, encrypted by a key of our own"),
    REDSHIFT_SERVERLESS("redshift-serverless", Reason.WAREHOUSE, "the nightly load's credentials"),
    SSM_MESSAGES("ssmmessages", Reason.SHELLS, "shells in tasks and nodes"),
    MONITORING("monitoring", "agents that send metrics"),
    STS("sts", "jobs that take on another role"),
    EMR("elasticmapreduce", "scripts on the cluster that ask for its state"),
    SNS("sns", "scripts on the cluster that send notifications"),
    SSM("ssm", "Session Manager on the cluster's nodes"),
    EC2_MESSAGES("ec2messages", "Session Manager on the cluster's nodes"),
    EC2("ec2", "agents that read the tags of their node"),
    REDSHIFT_DATA("redshift-data", "notebooks that query the warehouse without a driver"),
    ATHENA("athena", "notebooks that query through Athena"),
    LAKE_FORMATION("lakeformation", "notebooks that read with an analyst's grants"),
    SQS("sqs", "the cluster's debugging"),
    STATES("states", "scripts that start the nightly run");

    private final String service;
    private final Optional<Reason> reason;
    private final String callers;

    /** One without which the pipeline runs. */
    EndpointService(String service, String callers) {
        this.service = service;
        this.reason = Optional.empty();
        this.callers = callers;
    }

    EndpointService(String service, Reason reason, String callers) {
        this.service = service;
        this.reason = Optional.of(reason);
        this.callers = callers;
    }

    /** As AWS names it, behind {@code com.amazonaws.REGION.}. */
    String service() {
        return service;
    }

    /** Why it is needed; empty: it is of use only. */
    Optional<Reason> reason() {
        return reason;
    }

    /** Who calls it, as "for CALLERS" ends. */
    String callers() {
        return callers;
    }

    static Optional<EndpointService> named(String service) {
        return Arrays.stream(values())
                .filter(endpoint -> endpoint.service.equals(service))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(EndpointService::service).toList();
    }
}
