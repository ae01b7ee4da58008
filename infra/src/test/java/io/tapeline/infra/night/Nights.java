package io.tapeline.infra.night;

import io.tapeline.infra.TapelineInfra;
import io.tapeline.infra.asl.Intrinsics;
import io.tapeline.infra.asl.Json;
import io.tapeline.infra.synth.Synth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Template;

/** Stacks of the night beside things that stand for the other stacks'. */
final class Nights {
    static final Submission ON_CLUSTER = new ClusterSubmission("j-1", "s3://artifacts/jars/1/batch-jobs-emr.jar");
    static final Submission SERVERLESS = new ServerlessSubmission(
            "00f1", "arn:aws:iam::123456789012:role/batch", "s3://artifacts/jars/1/batch-jobs-emr.jar");
    static final Submission GLUE = new GlueSubmission("tapeline-dev-nightly");

    private Nights() {}

    /** The template of the night of a profile. */
    static Template template(Submission submission, String profile, String... changes) {
        return Synth.template(stack(submission, profile, changes));
    }

    static NightStack stack(Submission submission, String profile, String... changes) {
        return stack(Synth.infra(profile, changes), submission, profile, changes);
    }

    static NightStack stack(TapelineInfra infra, Submission submission, String profile, String... changes) {
        App app = (App) infra.foundation().getNode().getRoot();
        var config = Synth.config(profile, changes);
        return new NightStack(
                app,
                config,
                infra.foundation(),
                submission,
                new NightlyArguments(
                        "s3://lake/warehouse",
                        "us-east-1",
                        Optional.of(new NightlyArguments.Load(
                                "jdbc:redshift://wg.example:5439/tapeline",
                                Optional.of("arn:aws:secretsmanager:us-east-1:123456789012:secret:loader"),
                                "s3://lake/staging",
                                "arn:aws:iam::123456789012:role/copy")),
                        config.night().jobArguments()));
    }

    /** The workflow of a template, with stand-ins for what only a deployment knows. */
    static Map<String, Object> definition(Template template) {
        Map<String, Map<String, Object>> found = template.findResources("AWS::StepFunctions::StateMachine");
        Map<String, Object> machine = List.copyOf(found.values()).get(0);
        return Json.object(
                Intrinsics.text(Json.field(Json.object(Json.field(machine, "Properties")), "DefinitionString")));
    }
}
