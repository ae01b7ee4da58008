package io.tapeline.infra.synth;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Whether Node.js is on the PATH. */
final class NodeCondition implements ExecutionCondition {
    private static final boolean THERE = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "node")));

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (THERE) {
            return ConditionEvaluationResult.enabled("Node.js is there");
        }
        String reason =
                "infra: " + context.getDisplayName() + " is skipped: it needs Node.js (20 or later) on the PATH";
        System.err.println(reason);
        return ConditionEvaluationResult.disabled(reason);
    }
}
