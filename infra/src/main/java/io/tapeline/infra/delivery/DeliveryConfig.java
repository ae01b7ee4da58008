package io.tapeline.infra.delivery;

import io.tapeline.infra.config.Checks;
import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may publish and deploy.
 *
 * @param repository OWNER/NAME at GitHub
 * @param branch a branch whose jobs may do so outside of the environment too
 * @param oidcProvider ARN of the identity provider that the account has already
 * @param qualifier of the CDK bootstrap stack
 * @param imageCount images that each repository keeps
 */
public record DeliveryConfig(
        Optional<String> repository,
        Optional<String> branch,
        Optional<String> oidcProvider,
        String qualifier,
        int imageCount) {
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}");
    private static final Pattern BRANCH = Pattern.compile("[A-Za-z0-9._/-]{1,200}");
    private static final Pattern PROVIDER =
            Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:oidc-provider/token\\.actions\\.githubusercontent\\.com");
    private static final Pattern QUALIFIER = Pattern.compile("[A-Za-z0-9_-]{1,10}");

    public static DeliveryConfig read(Settings settings) {
        DeliveryConfig config = new DeliveryConfig(
                Checks.matching(settings, InfraKey.GITHUB_REPOSITORY, REPOSITORY, "OWNER/NAME"),
                Checks.matching(settings, InfraKey.GITHUB_BRANCH, BRANCH, "the name of a branch, without wildcards"),
                Checks.matching(
                        settings,
                        InfraKey.GITHUB_OIDC_PROVIDER,
                        PROVIDER,
                        "the ARN of GitHub's identity provider, which ends in"
                                + " oidc-provider/token.actions.githubusercontent.com"),
                Checks.matching(settings, InfraKey.BOOTSTRAP_QUALIFIER, QUALIFIER, "up to 10 letters and digits")
                        .orElse(""),
                settings.integer(InfraKey.IMAGE_COUNT, 2, 1_000));
        if (settings.optional(InfraKey.GITHUB_REPOSITORY).isEmpty()) {
            needsRepository(settings, InfraKey.GITHUB_BRANCH);
            needsRepository(settings, InfraKey.GITHUB_OIDC_PROVIDER);
        }
        return config;
    }

    private static void needsRepository(Settings settings, InfraKey key) {
        if (settings.optional(key).isPresent()) {
            settings.problem(key, "is for a pipeline: github_repository is absent");
        }
    }
}
