package io.tapeline.infra.asl;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a state machine on a virtual clock: Task, Pass, Choice, Succeed and Fail, with JSONata. What it does not know it
 * refuses, so that a definition that passes here has nothing that was not run.
 *
 * <p>A service moves the clock by the time it takes. Had it moved further than the task's timeout, the clock stands at
 * the timeout, and what it answered is lost.
 */
public final class Interpreter {
    private static final Set<String> TOP = Set.of("Comment", "QueryLanguage", "TimeoutSeconds", "StartAt", "States");
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "Task", Set.of("Type", "Resource", "Arguments", "TimeoutSeconds", "Retry", "Catch", "Assign", "Next"),
            "Pass", Set.of("Type", "Assign", "Next"),
            "Choice", Set.of("Type", "Choices", "Default"),
            "Succeed", Set.of("Type", "Output"),
            "Fail", Set.of("Type", "Error", "Cause"));
    private static final int MOST_STATES = 10_000;
    private static final String PREFIX = "arn:aws:states:::";

    private final Map<String, Object> definition;
    private final Map<String, Object> states;
    private final Map<String, Service> services;
    private final VirtualClock clock;
    private final DoubleSupplier jitter;

    /**
     * @param services by resource, without {@code arn:aws:states:::}
     * @param jitter from 0 to 1: how much of a wait is waited
     */
    public Interpreter(
            Map<String, Object> definition, Map<String, Service> services, VirtualClock clock, DoubleSupplier jitter) {
        refuseUnknown(definition, TOP);
        if (!"JSONata".equals(definition.get("QueryLanguage"))) {
            throw new IllegalArgumentException("only JSONata is known");
        }
        this.definition = definition;
        this.states = Json.object(Json.field(definition, "States"));
        this.services = Map.copyOf(services);
        this.clock = clock;
        this.jitter = jitter;
    }

    private static void refuseUnknown(Map<String, Object> object, Set<String> known) {
        if (!known.containsAll(object.keySet())) {
            throw new IllegalArgumentException("unknown: " + object.keySet() + ", known: " + known);
        }
    }

    /** Runs it. */
    public Ending run(String id, Map<String, Object> input) {
        Instant start = clock.now();
        return new Run(
                        new Scope(Map.of("Id", id, "StartTime", start.toString(), "Input", input)),
                        input,
                        start.plusSeconds(((Number) Json.field(definition, "TimeoutSeconds")).longValue()))
                .run();
    }

    /** The whole run's time is up: nothing catches that. */
    private static final class TimedOut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** One of them. No state but the first may read its input. */
    private final class Run {
        private final Scope scope;
        private final Instant deadline;
        private final List<String> path = new ArrayList<>();
        private final Map<String, Object> input;

        Run(Scope scope, Map<String, Object> input, Instant deadline) {
            this.scope = scope;
            this.input = input;
            this.deadline = deadline;
        }

        Ending run() {
            String name = Json.text(definition, "StartAt");
            while (path.size() < MOST_STATES) {
                path.add(name);
                Map<String, Object> state = Json.object(Json.field(states, name));
                String type = Json.text(state, "Type");
                refuseUnknown(state, Optional.ofNullable(FIELDS.get(type)).orElse(Set.of()));
                // Behind the first state the input would be an output of which nothing is known here.
                Map<String, Object> around = scope.states(
                        name, clock.now().toString(), path.size() == 1 ? input : Map.of("nothing", "is known"));
                try {
                    if (type.equals("Succeed")) {
                        return succeeded(state, around);
                    }
                    if (type.equals("Fail")) {
                        return failed(state, around);
                    }
                    name = switch (type) {
                        case "Choice" -> choose(state, around);
                        case "Pass" -> pass(state, around);
                        default -> task(state, around);
                    };
                } catch (TaskException uncaught) {
                    return Ending.failed(uncaught.error(), String.valueOf(uncaught.getMessage()), path);
                } catch (TimedOut tooLong) {
                    return new Ending(Ending.Status.TIMED_OUT, Map.of(), "States.Timeout", "", path);
                }
            }
            throw new IllegalStateException("does not end: " + path.subList(0, 50));
        }

        private Ending succeeded(Map<String, Object> state, Map<String, Object> around) throws TaskException {
            Map<String, Object> output = Json.object(scope.evaluate(Json.field(state, "Output"), around));
            return new Ending(Ending.Status.SUCCEEDED, output, "", "", path);
        }

        private Ending failed(Map<String, Object> state, Map<String, Object> around) throws TaskException {
            return Ending.failed(
                    (String) scope.evaluate(Json.field(state, "Error"), around),
                    (String) scope.evaluate(Json.field(state, "Cause"), around),
                    path);
        }

        private String pass(Map<String, Object> state, Map<String, Object> around) throws TaskException {
            scope.assign(state, around);
            return Json.text(state, "Next");
        }

        private void checkDeadline() {
            if (clock.now().isAfter(deadline)) {
                throw new TimedOut();
            }
        }

        private String choose(Map<String, Object> state, Map<String, Object> around) throws TaskException {
            for (Object each : Json.list(Json.field(state, "Choices"))) {
                Map<String, Object> rule = Json.object(each);
                refuseUnknown(rule, Set.of("Condition", "Assign", "Next"));
                Object holds = scope.evaluate(Json.field(rule, "Condition"), around);
                if (!(holds instanceof Boolean yes)) {
                    throw new TaskException("States.QueryEvaluationError", "a condition that is " + holds);
                }
                if (yes) {
                    scope.assign(rule, around);
                    return Json.text(rule, "Next");
                }
            }
            return Json.text(state, "Default");
        }

        private String task(Map<String, Object> state, Map<String, Object> around) throws TaskException {
            Retrier retrier = new Retrier(Json.list(state.getOrDefault("Retry", List.of())), jitter);
            while (true) {
                try {
                    around.put("result", call(state, around));
                    scope.assign(state, around);
                    return Json.text(state, "Next");
                } catch (TaskException failed) {
                    Optional<Duration> wait = retrier.next(failed.error());
                    checkDeadline();
                    if (wait.isEmpty()) {
                        return caught(state, around, failed);
                    }
                    clock.advance(wait.get());
                    checkDeadline();
                }
            }
        }

        private Map<String, Object> call(Map<String, Object> state, Map<String, Object> around) throws TaskException {
            String resource = Json.text(state, "Resource");
            @Nullable Service service = services.get(resource.replace(PREFIX, ""));
            if (service == null || !resource.startsWith(PREFIX)) {
                throw new IllegalArgumentException("no such service: " + resource);
            }
            Object arguments = scope.evaluate(Json.field(state, "Arguments"), around);
            Instant until = clock.now().plusSeconds(((Number) Json.field(state, "TimeoutSeconds")).longValue());
            Map<String, Object> result = service.call(Json.object(arguments));
            if (clock.now().isAfter(until)) {
                clock.advance(Duration.between(clock.now(), until));
                checkDeadline();
                throw new TaskException("States.Timeout", "");
            }
            checkDeadline();
            return result;
        }

        private String caught(Map<String, Object> state, Map<String, Object> around, TaskException failed)
                throws TaskException {
            for (Object each : Json.list(state.getOrDefault("Catch", List.of()))) {
                Map<String, Object> rule = Json.object(each);
                refuseUnknown(rule, Set.of("ErrorEquals", "Assign", "Next"));
                if (Retrier.matches(Json.list(Json.field(rule, "ErrorEquals")), failed.error())) {
                    String cause = String.valueOf(failed.getMessage());
                    // A timeout has no cause.
                    around.put(
                            "errorOutput",
                            cause.isEmpty()
                                    ? Map.of("Error", failed.error())
                                    : Map.of("Error", failed.error(), "Cause", cause));
                    scope.assign(rule, around);
                    return Json.text(rule, "Next");
                }
            }
            throw failed;
        }
    }
}
