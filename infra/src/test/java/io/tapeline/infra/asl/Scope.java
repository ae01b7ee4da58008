package io.tapeline.infra.asl;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a run, and the evaluation of what has expressions in it.
 *
 * <p>As the service does: a text between braces with percent signs is an expression, wherever it stands; one that yields
 * nothing is an error; the values assigned by a state are all computed before any of them changes.
 */
final class Scope {
    private final Map<String, Object> variables = new LinkedHashMap<>();
    private final Map<String, Object> execution;

    Scope(Map<String, Object> execution) {
        this.execution = execution;
    }

    /** What {@code $states} is in a state. */
    Map<String, Object> states(String state, String enteredTime, Map<String, Object> input) {
        Map<String, Object> states = new LinkedHashMap<>();
        states.put("input", input);
        states.put(
                "context", Map.of("Execution", execution, "State", Map.of("Name", state, "EnteredTime", enteredTime)));
        return states;
    }

    /** A value with its expressions evaluated. */
    Object evaluate(Object template, Map<String, Object> states) throws TaskException {
        if (template instanceof Map<?, ?>) {
            Map<String, Object> made = new LinkedHashMap<>();
            for (Map.Entry<String, Object> entry : Json.object(template).entrySet()) {
                made.put(entry.getKey(), evaluate(entry.getValue(), states));
            }
            return made;
        }
        if (template instanceof List<?> list) {
            List<Object> made = new java.util.ArrayList<>();
            for (Object item : list) {
                made.add(evaluate(item, states));
            }
            return made;
        }
        if (template instanceof String text && text.startsWith("{%")) {
            return expression(text, states);
        }
        return template;
    }

    private Object expression(String text, Map<String, Object> states) throws TaskException {
        if (!text.endsWith("%}")) {
            throw new IllegalArgumentException("an expression without an end: " + text);
        }
        try {
            Jsonata expression = Jsonata.jsonata(text.substring(2, text.length() - 2));
            Jsonata.Frame frame = expression.createFrame();
            frame.bind("states", states);
            variables.forEach(frame::bind);
            @Nullable Object value = Json.plain(expression.evaluate(null, frame));
            if (value == null) {
                throw new TaskException("States.QueryEvaluationError", "yields nothing: " + text);
            }
            return value;
        } catch (JException wrong) {
            throw new TaskException("States.QueryEvaluationError", wrong.getMessage() + ": " + text);
        }
    }

    /** Assigns the variables that something has under {@code Assign}. */
    void assign(Map<String, Object> holder, Map<String, Object> states) throws TaskException {
        @Nullable Object assign = holder.get("Assign");
        if (assign != null) {
            variables.putAll(Json.object(evaluate(assign, states)));
        }
    }
}
