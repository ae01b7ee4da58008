package io.tapeline.infra.delivery;

import io.tapeline.infra.TapelineStack;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.foundation.FoundationStack;
import java.util.List;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecr.LifecycleRule;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.RepositoryEncryption;
import software.amazon.awscdk.services.ecr.TagMutability;
import software.amazon.awscdk.services.ecr.TagStatus;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/** The repositories of the services' images; and, where a pipeline is named, the role that it publishes and deploys with. */
public final class DeliveryStack extends TapelineStack {
    private final FoundationStack foundation;
    private final Repository ingest;
    private final Repository live;

    /**
     * @param artifacts the bucket of the published jars
     */
    public DeliveryStack(Construct scope, InfraConfig config, FoundationStack foundation, IBucket artifacts) {
        super(scope, config, "delivery", "image repositories, and the pipeline's role");
        this.foundation = foundation;
        this.ingest = repository("IngestImages", "ingest-service");
        this.live = repository("LiveImages", "live-service");
        output("ingest_repository", "images of the ingest service", ingest.getRepositoryUri());
        output("live_repository", "images of the live service", live.getRepositoryUri());
        config.delivery().repository().ifPresent(repository -> {
            DeployRole role = new DeployRole(this, config, repository);
            role.mayPublish(artifacts, List.of(ingest, live), foundation.key());
            output("deploy_role_arn", "the role of the pipeline of " + repository, role.arn());
        });
    }

    /** The name of the repository of a module's images: {@code tapeline-dev/ingest-service}. */
    public static String repositoryName(InfraConfig config, String module) {
        return config.general().prefix() + "/" + module;
    }

    private Repository repository(String id, String name) {
        Repository.Builder repository = Repository.Builder.create(this, id)
                .repositoryName(repositoryName(config(), name))
                // A version is what it was when it was tested.
                .imageTagMutability(TagMutability.IMMUTABLE)
                .imageScanOnPush(true)
                .lifecycleRules(List.of(
                        LifecycleRule.builder()
                                .rulePriority(1)
                                .description("parts of images of several platforms whose list is gone")
                                .tagStatus(TagStatus.UNTAGGED)
                                .maxImageCount(config().delivery().imageCount())
                                .build(),
                        LifecycleRule.builder()
                                .rulePriority(2)
                                .description("the newest stay")
                                .tagStatus(TagStatus.ANY)
                                .maxImageCount(config().delivery().imageCount())
                                .build()))
                .emptyOnDelete(!config().general().retainData())
                .removalPolicy(dataRemoval());
        // Without a key of ours ECR encrypts with S3's.
        foundation
                .key()
                .ifPresent(
                        key -> repository.encryption(RepositoryEncryption.KMS).encryptionKey(key));
        return repository.build();
    }

    /** Images of the ingest service, tagged with their version. */
    public IRepository ingestRepository() {
        return ingest;
    }

    /** Images of the live service, tagged with their version. */
    public IRepository liveRepository() {
        return live;
    }
}
