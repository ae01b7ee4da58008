package io.tapeline.infra.cli;

import io.tapeline.infra.Artifacts;
import io.tapeline.infra.TapelineInfra;
import io.tapeline.infra.config.CdkContext;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.cxapi.CloudAssembly;

/** Writes the templates, as {@code cdk synth} does, without its command line. */
@Command(
        name = "synth",
        mixinStandardHelpOptions = true,
        description = "Writes the CloudFormation templates of a profile. Needs no network and no AWS account.")
final class SynthCommand implements Callable<Integer> {
    private final Path checkout;
    private final PrintStream out;

    @Mixin
    private Chosen chosen = new Chosen();

    @Option(names = "--out", paramLabel = "DIR", description = "Where to (default: infra/cdk.out).")
    private @Nullable Path target;

    SynthCommand(Path checkout, PrintStream out) {
        this.checkout = checkout;
        this.out = out;
    }

    @Override
    public Integer call() {
        Path folder = target == null ? checkout.resolve("infra/cdk.out") : target;
        App app = new App(AppProps.builder()
                .outdir(folder.toString())
                .context(CdkContext.of(checkout))
                .build());
        TapelineInfra infra = new TapelineInfra(app, chosen.config(checkout), Artifacts.of(checkout));
        infra.requireArtifacts();
        infra.all();
        CloudAssembly assembly = app.synth();
        infra.stacks()
                .forEach(stack -> out.println(
                        stack.getStackName() + "  " + Path.of(assembly.getDirectory(), stack.getTemplateFile())));
        return 0;
    }
}
