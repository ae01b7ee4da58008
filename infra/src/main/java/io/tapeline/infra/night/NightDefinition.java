package io.tapeline.infra.night;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The workflow: what the input asks for, then the lock, then one date after another, then the lock given back, then the
 * word of it. In Amazon States Language, its expressions in JSONata.
 *
 * <p>Every error of a call leads to the report; only the whole run's timeout, or an abort, ends it without one.
 *
 * @param prefix of names, in what it says
 * @param lockTable the table of the lock
 * @param topicArn what is told of the run
 * @param jobArguments of the job, but for the date
 */
record NightDefinition(
        String prefix,
        NightConfig night,
        String lockTable,
        String topicArn,
        Submission submission,
        List<String> jobArguments) {
    private static final int CALL_SECONDS = 30;
    private static final String REFUSED = "DynamoDB.ConditionalCheckFailedException";

    /** As the service reads it, once it is JSON. */
    Map<String, Object> states() {
        Lock lock = new Lock(lockTable, night.lockSeconds());
        Map<String, Object> states = new LinkedHashMap<>();
        states.put("ReadInput", readInput());
        states.put("InputIsRight", choice("$plan.problem = ''", "TakeLock", "BadInput"));
        states.put("BadInput", refuse("BadInput", "$plan.problem"));
        states.put("TakeLock", takeLock(lock));
        states.put("WhoHoldsLock", whoHoldsLock(lock));
        states.put("AlreadyRunning", refuse("AlreadyRunning", "'another run holds the lock: ' & $holder"));
        states.put("NextDate", nextDate());
        states.put("KeepLock", keepLock(lock));
        states.put("RunDate", runDate());
        states.put("GoOn", choice("$plan.goOn", "NextDate", "ReleaseLock"));
        states.put("ReleaseLock", releaseLock(lock));
        states.put("Report", report());
        states.put(
                "WantsToBeTold",
                choice(
                        night.notification() == NightConfig.Notify.ALWAYS ? "true" : "$report.error != ''",
                        "Tell",
                        "Verdict"));
        states.put("Tell", tell());
        states.put("Verdict", choice("$report.error = ''", "Succeeded", "Failed"));
        states.put("Succeeded", Map.of("Type", "Succeed", "Output", Map.of("dates", "{% $done %}")));
        states.put("Failed", Map.of("Type", "Fail", "Error", "{% $report.error %}", "Cause", "{% $report.message %}"));
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("Comment", "The nightly steps of one or more trading dates");
        definition.put("QueryLanguage", "JSONata");
        definition.put("TimeoutSeconds", night.totalTimeoutSeconds());
        definition.put("StartAt", "ReadInput");
        definition.put("States", states);
        return definition;
    }

    private Map<String, Object> readInput() {
        Map<String, Object> assign = new LinkedHashMap<>();
        assign.put("plan", Jsonata.PLAN.replace("MAX_DATES", Integer.toString(night.maxDates())));
        assign.put("index", 0);
        assign.put("date", "");
        assign.put("done", List.of());
        assign.put("failed", List.of());
        assign.put("refusal", Map.of("error", "", "text", ""));
        assign.put("holder", "");
        return Map.of("Type", "Pass", "Assign", assign, "Next", "InputIsRight");
    }

    private static Map<String, Object> choice(String condition, String then, String otherwise) {
        return Map.of(
                "Type",
                "Choice",
                "Choices",
                List.of(Map.of("Condition", Jsonata.expression(condition), "Next", then)),
                "Default",
                otherwise);
    }

    private static Map<String, Object> refuse(String error, String text) {
        return Map.of("Type", "Pass", "Assign", refusal(error, text), "Next", "Report");
    }

    private static Map<String, Object> refusal(String error, String text) {
        return Map.of("refusal", Map.of("error", error, "text", Jsonata.expression(text)));
    }

    private static Map<String, Object> takeLock(Lock lock) {
        Map<String, Object> state = call("dynamodb:putItem", lock.take(), Retries.ofCall(REFUSED), "NextDate");
        // It may have been taken all the same, so it is given back.
        state.put(
                "Catch",
                List.of(
                        Map.of("ErrorEquals", List.of(REFUSED), "Next", "WhoHoldsLock"),
                        Map.of(
                                "ErrorEquals",
                                List.of("States.ALL"),
                                "Assign",
                                refusal("LockUnavailable", "'the lock cannot be taken: ' & $states.errorOutput.Error"),
                                "Next",
                                "ReleaseLock")));
        return state;
    }

    private static Map<String, Object> whoHoldsLock(Lock lock) {
        Map<String, Object> state = call("dynamodb:getItem", lock.look(), Retries.ofCall(), "AlreadyRunning");
        state.put(
                "Assign",
                Map.of(
                        "holder",
                        Jsonata.expression("$exists($states.result.Item) ? $states.result.Item.owner.S & ', since '"
                                + " & $states.result.Item.since.S : 'it has just ended'")));
        state.put("Catch", List.of(goOnTo("AlreadyRunning")));
        return state;
    }

    private static Map<String, Object> nextDate() {
        return Map.of(
                "Type",
                "Choice",
                "Choices",
                List.of(Map.of(
                        "Condition",
                        "{% $index < $count($plan.dates) %}",
                        "Assign",
                        Map.of("date", "{% $plan.dates[$index] %}", "index", "{% $index + 1 %}"),
                        "Next",
                        "KeepLock")),
                "Default",
                "ReleaseLock");
    }

    /** The lock is for one date; who has lost it has been held for dead, and must not go on. */
    private static Map<String, Object> keepLock(Lock lock) {
        Map<String, Object> state = call("dynamodb:updateItem", lock.keep(), Retries.ofCall(REFUSED), "RunDate");
        state.put(
                "Catch",
                List.of(Map.of(
                        "ErrorEquals",
                        List.of("States.ALL"),
                        "Assign",
                        Map.of("failed", Jsonata.AND_FAILED),
                        "Next",
                        "ReleaseLock")));
        return state;
    }

    private Map<String, Object> runDate() {
        Map<String, Object> state = call(
                submission.resource(),
                submission.arguments(jobArguments, (night.timeoutSeconds() + 59) / 60),
                Retries.ofJob(submission.busyErrors(), night),
                "NextDate");
        state.put("TimeoutSeconds", night.timeoutSeconds());
        state.put("Assign", Map.of("done", "{% $append($done, [$date]) %}"));
        state.put(
                "Catch",
                List.of(Map.of(
                        "ErrorEquals",
                        List.of("States.ALL"),
                        "Assign",
                        Map.of("failed", Jsonata.AND_FAILED),
                        "Next",
                        "GoOn")));
        return state;
    }

    private static Map<String, Object> releaseLock(Lock lock) {
        Map<String, Object> state = call("dynamodb:deleteItem", lock.release(), Retries.ofCall(REFUSED), "Report");
        // It expires by itself.
        state.put("Catch", List.of(goOnTo("Report")));
        return state;
    }

    private Map<String, Object> report() {
        String text = Jsonata.REPORT.replace("PREFIX", prefix).replace("WHERE", submission.logs());
        return Map.of("Type", "Pass", "Assign", Map.of("report", text), "Next", "WantsToBeTold");
    }

    private Map<String, Object> tell() {
        Map<String, Object> message =
                Map.of("TopicArn", topicArn, "Subject", "{% $report.subject %}", "Message", "{% $report.message %}");
        Map<String, Object> state = call("sns:publish", message, Retries.ofCall(), "Verdict");
        state.put("Catch", List.of(goOnTo("Verdict")));
        return state;
    }

    private static Map<String, Object> goOnTo(String next) {
        return Map.of("ErrorEquals", List.of("States.ALL"), "Next", next);
    }

    private static Map<String, Object> call(
            String resource, Map<String, Object> arguments, List<Map<String, Object>> retry, String next) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("Type", "Task");
        state.put("Resource", "arn:aws:states:::" + resource);
        state.put("Arguments", arguments);
        state.put("TimeoutSeconds", CALL_SECONDS);
        state.put("Retry", retry);
        state.put("Next", next);
        return state;
    }
}
