package io.tapeline.infra.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapeline.infra.Artifacts;
import io.tapeline.infra.TapelineInfra;
import io.tapeline.infra.TapelineStack;
import io.tapeline.infra.access.AccessReport;
import io.tapeline.infra.access.Grant;
import io.tapeline.infra.access.Grants;
import io.tapeline.infra.config.CdkContext;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.config.Profiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** Who may do what. */
@Command(
        name = "access",
        mixinStandardHelpOptions = true,
        description = "Lists every statement of every policy: who may do what.")
final class AccessCommand implements Callable<Integer> {
    private final Path checkout;
    private final PrintStream out;

    @Option(names = "--profile", paramLabel = "NAME", description = "Whose (default: ${DEFAULT-VALUE}).")
    private String profile = "prod";

    @Option(
            names = "--approve",
            description =
                    "Writes what all profiles grant to infra/approved/, and the matrix of prod to docs/infrastructure-access.md:"
                            + " a test holds the templates against them.")
    private boolean approve;

    AccessCommand(Path checkout, PrintStream out) {
        this.checkout = checkout;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        if (!approve) {
            out.print(report(checkout, profile).lines());
            return 0;
        }
        for (String name : Profiles.of(checkout).names()) {
            write(approved(checkout, name), report(checkout, name).lines());
        }
        write(matrix(checkout), MATRIX_HEAD + report(checkout, "prod").markdown());
        return 0;
    }

    private void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        out.println(file);
    }

    static final String MATRIX_HEAD = """
            # Who may do what on AWS

            Read out of the templates of the profile prod by `./tapeline infra access --approve`; a test holds it against them. `${...}` is
            a resource of a template, or what AWS fills in. The lists of all profiles are in `infra/approved/`. Statements without a resource
            of their own (`*`) have a reason beside them in the code, and in the template.
            """;

    /** The statements that were approved for a profile. */
    static Path approved(Path checkout, String profile) {
        return checkout.resolve("infra/approved/" + profile + ".txt");
    }

    /** The page of the matrix. */
    static Path matrix(Path checkout) {
        return checkout.resolve("docs/infrastructure-access.md");
    }

    /** What the templates of a profile grant, when published artifacts are deployed: so it does not depend on what is built. */
    static AccessReport report(Path checkout, String profile) throws IOException {
        Path folder = Files.createTempDirectory("tapeline-access");
        App app = new App(AppProps.builder()
                .outdir(folder.toString())
                .context(CdkContext.of(checkout))
                .build());
        InfraConfig config =
                InfraConfig.read(Profiles.of(checkout).find(profile), Map.of("artifact_version", "VERSION"));
        TapelineInfra infra = new TapelineInfra(app, config, Artifacts.of(checkout));
        infra.all();
        Path assembly = Path.of(app.synth().getDirectory());
        List<Grant> grants = new ArrayList<>();
        for (TapelineStack stack : infra.stacks()) {
            String component =
                    stack.getStackName().substring(config.general().prefix().length() + 1);
            grants.addAll(Grants.of(
                    component,
                    new ObjectMapper()
                            .readTree(assembly.resolve(stack.getTemplateFile()).toFile())));
        }
        return new AccessReport(grants);
    }
}
